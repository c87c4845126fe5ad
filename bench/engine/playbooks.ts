import type { Card, PlaybookDefinition } from '#libs/contracts';

const text = (words: string) => ({ en: words, es: `${words} (es)` });

/** Cards of one round, and those that are there once. */
const ROUND = 8;
const ONCE = 8;
/** As many fields as a session keeps, however large its playbook is. */
const FIELDS = 10;

type Cards = [string, Card][];

/** A round asks twice; on the way it says something, decides by what it knows and keeps a field. */
function roundOf(no: number, next: string): Cards {
  const field = `answer${no % FIELDS}`;
  const id = (name: string) => `${name}${no}`;
  return [
    [
      id('ask'),
      {
        kind: 'question',
        text: text(`What about ${no}, {{person.name|friend}}?`),
        style: 'buttons',
        saveAs: field,
        choices: [
          { id: 'yes', text: text('Yes'), next: id('glad') },
          { id: 'no', text: text('No'), next: id('pity') },
        ],
      },
    ],
    [id('glad'), { kind: 'message', text: text(`**Good!** You said {{${field}|something}}.`), next: id('decide') }],
    [id('pity'), { kind: 'message', text: text('A pity. [Read on](https://example.com/why)'), next: id('decide') }],
    [
      id('decide'),
      {
        kind: 'condition',
        branches: [
          {
            when: {
              test: 'all',
              rules: [
                { test: 'field', field, compare: 'is', value: 'yes' },
                { test: 'page', oneOf: ['/pricing*'] },
              ],
            },
            next: id('note'),
          },
        ],
        otherwise: id('leap'),
      },
    ],
    [id('note'), { kind: 'setField', field: 'interest', value: `round ${no}`, next: id('leap') }],
    [id('leap'), { kind: 'jump', to: id('more') }],
    [
      id('more'),
      {
        kind: 'question',
        text: text('And then?'),
        style: 'list',
        choices: [
          { id: 'on', text: text('Go on'), next: id('onwards') },
          { id: 'people', text: text('Chat with us'), next: 'people' },
        ],
      },
    ],
    [id('onwards'), { kind: 'message', text: text('On we go.'), next }],
  ];
}

const ENDING: Cards = [
  ['welcome', { kind: 'greeting', text: text('Hello!'), next: 'ask0' }],
  [
    'people',
    {
      kind: 'liveChat',
      onlineText: text('One moment.'),
      waitSeconds: 60,
      waitMessage: { everySeconds: 20, text: text('Number {{queue.place|1}}.') },
      offline: 'name',
    },
  ],
  [
    'name',
    { kind: 'capture', field: 'person.name', type: 'name', text: text('Your name?'), required: true, next: 'email' },
  ],
  [
    'email',
    { kind: 'capture', field: 'person.email', type: 'email', text: text('Your e-mail?'), required: true, next: 'good' },
  ],
  ['good', { kind: 'qualify', next: 'lead' }],
  ['lead', { kind: 'result', result: 'lead', title: text('{{person.name|?}}'), visibility: 'everyone', next: 'call' }],
  [
    'call',
    {
      kind: 'result',
      result: 'crmActivity',
      title: text('Call'),
      visibility: 'everyone',
      dueInDays: 1,
      next: 'bye',
    },
  ],
  ['bye', { kind: 'end', text: text('Goodbye!') }],
];

/** A playbook of that many cards (to the next eight), in which a visitor can go round and round. */
export function playbookOfSize(cards: number): PlaybookDefinition {
  const rounds = Math.max(1, Math.ceil((cards - ONCE) / ROUND));
  const all = Array.from({ length: rounds }, (_, no) => roundOf(no, `ask${(no + 1) % rounds}`)).flat();
  return {
    format: 2,
    name: `Benchmark ${cards}`,
    languages: ['en', 'es'],
    appearance: { botName: 'Bench', accent: '#204060', onAccent: '#ffffff', icon: 'chat' },
    start: 'welcome',
    cards: Object.fromEntries([...ENDING, ...all]),
  };
}
