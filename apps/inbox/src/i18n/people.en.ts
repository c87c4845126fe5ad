/** Texts about moving and closing conversations, and about the people in them. */
export const peopleEn = {
  error_person_exists: 'Somebody else with this e-mail address is known. Search and link them',
  error_merge_undecided: 'Both have a value: choose which one stays',
  error_already_rated: 'The conversation has been rated',
  error_mail_disabled: 'This installation sends no e-mail',
  moreActions: 'More',
  takeOver: 'Take over',
  isOfOtherTeam: 'is in another team',
  moveNote: 'Note for colleagues (optional)',
  returnIt: 'Return to Unassigned',
  returnTitle: 'Return to Unassigned?',
  returnText: 'The visitor waits again until somebody takes the conversation.',
  returnConfirm: 'Return',
  reassignTitle: 'Reassign to {{name}}?',
  reassignText: '{{name}} leads the conversation from then on. Visitors do not see the note.',
  reassignConfirm: 'Reassign',
  logOutEverywhere: 'Log out everywhere',
  logOutEverywhereTitle: 'Log out everywhere?',
  logOutEverywhereText:
    'You are signed out here and on all other devices, and you get no conversations. Those that you lead return to Unassigned after a minute.',
};
