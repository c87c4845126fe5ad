import type { Card, PlaybookDefinition } from '#libs/contracts';

const en = (text: string) => ({ en: text });

/** Seconds that people have to pick up. */
export const WAIT_SECONDS = 60;

export const CARDS: Record<string, Card> = {
  hello: { kind: 'greeting', text: en('Hello'), next: 'ask' },
  ask: {
    kind: 'question',
    style: 'buttons',
    text: en('How can we help?'),
    choices: [
      { id: 'people', text: en('Chat with us'), next: 'people' },
      { id: 'leave', text: en('Leave a message'), next: 'name' },
      { id: 'bye', text: en('Nothing'), next: 'end' },
    ],
  },
  people: {
    kind: 'liveChat',
    onlineText: en('One moment'),
    offlineText: en('Nobody is here'),
    unansweredText: en('Nobody came'),
    waitSeconds: WAIT_SECONDS,
    offline: 'name',
  },
  name: { kind: 'capture', field: 'person.name', type: 'name', text: en('Your name?'), required: true, next: 'email' },
  email: {
    kind: 'capture',
    field: 'person.email',
    type: 'email',
    text: en('Your e-mail?'),
    againText: en('Again, please'),
    required: true,
    next: 'good',
  },
  good: { kind: 'qualify', next: 'lead' },
  lead: {
    kind: 'result',
    result: 'lead',
    title: en('Lead of {{person.name}}'),
    visibility: 'everyone',
    next: 'call',
  },
  call: {
    kind: 'result',
    result: 'crmActivity',
    title: en('Write to {{person.email}}'),
    visibility: 'everyone',
    dueInDays: 2,
    next: 'end',
  },
  end: { kind: 'end', text: en('Goodbye') },
};

/** ask → people | details, a lead and a follow-up | the end. */
export const definitionOf = (cards: Record<string, Card> = CARDS): PlaybookDefinition => ({
  format: 2,
  name: 'Test',
  languages: ['en'],
  appearance: { botName: 'Bot', accent: '#112233', onAccent: '#ffffff', icon: 'chat' },
  start: 'hello',
  cards,
});
