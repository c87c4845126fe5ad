import type { PlaybookDefinition } from '#libs/contracts';

const text = (words: string) => ({ en: words });

/** Asks the same question again and again, until the visitor wants people. */
export const BENCH_PLAYBOOK: PlaybookDefinition = {
  format: 2,
  name: 'Benchmark',
  languages: ['en'],
  appearance: { botName: 'Bench', accent: '#204060', onAccent: '#ffffff', icon: 'chat' },
  start: 'ask',
  cards: {
    ask: {
      kind: 'question',
      text: text('And then?'),
      style: 'buttons',
      choices: [
        { id: 'again', text: text('Ask me again'), next: 'ask' },
        { id: 'people', text: text('Chat with us'), next: 'people' },
      ],
    },
    people: {
      kind: 'liveChat',
      onlineText: text('Somebody will be here in a moment.'),
      waitSeconds: 3_600,
      offline: 'bye',
    },
    bye: { kind: 'end' },
  },
};
