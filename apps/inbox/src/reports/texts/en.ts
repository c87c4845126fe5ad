import type { FIGURE_MEANINGS } from '#libs/contracts';

/** As the contracts say it: the types fail the build where a word differs. */
const MEANINGS: typeof FIGURE_MEANINGS = {
  conversations:
    'Conversations in which somebody began to wait, or which were given to another agent. One that came back later counts in both groups, and once in the total.',
  pickUp:
    'From the moment a visitor began to wait until an agent had the conversation. Each wait counts; those that ended without an agent do not.',
  firstResponse:
    'From the moment an agent got the conversation until the first message of an agent. Each agent who got it counts; who wrote nothing does not.',
  duration:
    'From the first time an agent had the conversation until it was closed while an agent had it. Counts for the last one.',
  closed: 'Closed while somebody waited or an agent had it.',
  missed: 'Waits that ended without an agent: the bot went on with the offline path.',
  returned: 'Went back to Unassigned: the agent gave it back, or was gone. Counts for that agent.',
  results:
    'Leads, deals and activities that the bot or agents asked for. Count for the agent who had the conversation.',
};

/** Texts of the supervisors' pages. Other languages have the same keys; the types see to it. */
export const en = {
  leadLive: 'Live',
  leadReports: 'Reports',
  leadPages: 'Live and reports',
  asOf: 'as of {{time}}',

  today: 'Today',
  today_new: 'New',
  today_waiting: 'Waiting now',
  today_live: 'Live now',
  today_closed: 'Closed',
  today_missed: 'Missed',
  orSlower: '9 of 10 within {{time}}',
  nothingMeasured: 'Nothing to measure yet',

  queue: 'Waiting',
  queueEmpty: 'Nobody is waiting.',
  inConversation: 'In conversation',
  inConversationEmpty: 'No agent is in a conversation.',
  moreThanShown: '{{shown}} of {{count}} are shown.',
  column_visitor: 'Visitor',
  column_where: 'Site and team',
  column_language: 'Language',
  column_words: 'Wrote last',
  column_since: 'Since',
  everybodys: 'Everybody',
  offeredTo: 'offered to {{name}}',
  nothingWritten: 'Nothing yet',
  openConversationOf: 'Open the conversation with {{name}}',
  give: 'Assign',
  giveTo: 'Assign {{name}}’s conversation',
  noAgentHasRoom: 'Nobody is online with room for one more.',
  wasGiven: 'Given to {{name}}',
  loadOf: '{{open}} of {{capacity}}',

  leadAgents: 'Agents',
  agentsEmpty: 'There are no agents here.',
  column_agent: 'Agent',
  column_team: 'Team',
  column_availability: 'Availability',
  column_load: 'Conversations',
  sinceTime: 'for {{time}}',
  neverHere: 'was never here',

  period: 'Period',
  from: 'From',
  to: 'To',
  timeZone: 'Time zone',
  groupBy: 'By',
  by_agent: 'Agent',
  by_team: 'Team',
  by_day: 'Day',
  by_hour: 'Hour of the day',
  preset_today: 'Today',
  preset_week: 'Last 7 days',
  preset_month: 'Last 30 days',
  periodWrong: 'Choose days from the first to the last, at most 400.',
  timeZoneWrong: 'Write a time zone like “Europe/Lisbon”.',
  exportReport: 'This report as CSV',
  exportConversations: 'Conversations as CSV',
  chartOf: 'Shown',
  chartLabel: '{{figure}} by {{group}}; the table below has the same numbers.',
  nothingInPeriod: 'Nothing happened in this period.',
  nobody: 'No agent',
  total: 'Total',
  meanings: 'What the figures mean',
  meaningOfTime:
    'Everything counts on the day and in the hour in which the wait began or the conversation was given on. Median: half took no longer. 90 %: nine of ten took no longer. Erased conversations count, without their words.',

  figure_conversations: 'Conversations',
  figure_pickUp: 'Pick-up',
  figure_firstResponse: 'First response',
  figure_duration: 'Duration',
  figure_closed: 'Closed',
  figure_missed: 'Missed',
  figure_returned: 'Returned',
  figure_results: 'Results',
  number_conversations: 'Conversations',
  number_pickUpMedian: 'Pick-up, median',
  number_pickUpP90: 'Pick-up, 90 %',
  number_firstResponseMedian: 'First response, median',
  number_firstResponseP90: 'First response, 90 %',
  number_durationMedian: 'Duration, median',
  number_durationP90: 'Duration, 90 %',
  number_closed: 'Closed',
  number_missed: 'Missed',
  number_returned: 'Returned',
  number_lead: 'Leads',
  number_deal: 'Deals',
  number_crmActivity: 'Activities',

  help_conversations: MEANINGS.conversations,
  help_pickUp: MEANINGS.pickUp,
  help_firstResponse: MEANINGS.firstResponse,
  help_duration: MEANINGS.duration,
  help_closed: MEANINGS.closed,
  help_missed: MEANINGS.missed,
  help_returned: MEANINGS.returned,
  help_results: MEANINGS.results,
};

export type LeadTextKey = keyof typeof en;
export type LeadTexts = Record<LeadTextKey, string>;
