/** The window's own words. What the bot says comes from the playbook. */
export const en = {
  panel: { label: 'Chat', close: 'Close the chat', log: 'Conversation' },
  header: {
    bot: 'Virtual assistant',
    agent: 'Is chatting with you',
    waiting: 'One moment, please',
    closed: 'Chat ended',
  },
  author: { visitor: 'You', unread: 'New messages' },
  timeline: {
    joined: '{{name}} joined',
    closed: 'The chat has ended',
    closedBy: '{{name}} has ended the chat',
    waiting: 'We are getting somebody for you…',
    typing: '{{name}} is writing…',
    choices: 'Choose an answer',
  },
  state: { waiting: 'Waiting to be sent', edit: 'Edit' },
  connection: { again: 'Reconnecting…' },
  composer: {
    message: 'Write a message…',
    name: 'Your name',
    email: 'you@example.com',
    phone: 'Your phone number',
    organisation: 'Your organisation',
    text: 'Your answer',
    send: 'Send',
    skip: 'Skip',
    newChat: 'Start a new chat',
  },
  error: {
    rateLimited: 'You are very quick. What is waiting will be sent in a moment.',
    openingChanged: 'The choices have changed. Please choose again.',
    tooLong: 'This is {{over}} characters too long.',
    tooLarge: 'This is too long to be sent.',
    unavailable: 'This does not work right now. We keep trying.',
    originNotAllowed: 'This website may not use the chat.',
    refused: 'This could not be sent.',
  },
} as const;

type Widened<T> = { [K in keyof T]: T[K] extends string ? string : Widened<T[K]> };
export type Texts = Widened<typeof en>;
