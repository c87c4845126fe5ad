import type { CardKind } from '#libs/contracts';
import { CARD_KINDS } from '#libs/contracts';
import { exitsOf, isCardKind } from './exits.ts';
import { graphOf } from './model.ts';

const exits = (card: unknown): string[] => exitsOf(card).map(({ path, to, way }) => `${way} ${path.join('.')} > ${to}`);
const say = (text: string) => ({ en: text, es: `${text} (es)` });

describe('the exits of a card', () => {
  const silence = { giveUp: { afterSeconds: 60, next: 'bye' } };
  const CARDS: Record<CardKind, [object, string[]]> = {
    greeting: [{ next: 'a' }, ['next next > a']],
    message: [{ next: 'a' }, ['next next > a']],
    question: [
      {
        choices: [
          { id: 'x', next: 'a' },
          { id: 'y', next: 'b' },
        ],
        silence,
      },
      ['choice choices.0.next > a', 'choice choices.1.next > b', 'giveUp silence.giveUp.next > bye'],
    ],
    capture: [{ next: 'a', silence }, ['next next > a', 'giveUp silence.giveUp.next > bye']],
    meeting: [{ next: 'a', later: 'b' }, ['booked next > a', 'later later > b']],
    condition: [
      { branches: [{ when: { test: 'visit', is: 'first' }, next: 'a' }], otherwise: 'b' },
      ['branch branches.0.next > a', 'otherwise otherwise > b'],
    ],
    jump: [{ to: 'a' }, ['next to > a']],
    setField: [{ next: 'a' }, ['next next > a']],
    wait: [{ next: 'a', onMessage: 'b' }, ['waited next > a', 'onMessage onMessage > b']],
    schedule: [{ next: 'a' }, ['opened next > a']],
    liveChat: [
      { pickedUp: 'a', handedBack: 'b', offline: 'c', unanswered: 'd', agentSilent: { next: 'e' } },
      [
        'pickedUp pickedUp > a',
        'handedBack handedBack > b',
        'offline offline > c',
        'unanswered unanswered > d',
        'agentSilent agentSilent.next > e',
      ],
    ],
    qualify: [{ next: 'a' }, ['next next > a']],
    disqualify: [{ next: 'a' }, ['next next > a']],
    result: [{ next: 'a' }, ['next next > a']],
    http: [{ next: 'a', failed: 'b' }, ['answered next > a', 'failed failed > b']],
    end: [{}, []],
  };

  test.each(Object.entries(CARDS))('%s', (kind, [card, expected]) => {
    expect(exits({ kind, ...card })).toEqual(expected);
  });

  test('every kind of card is known', () => {
    expect(Object.keys(CARDS).sort()).toEqual([...CARD_KINDS].sort());
    expect(CARD_KINDS.every(isCardKind)).toBe(true);
  });

  test.each([
    ['nothing', undefined],
    ['no card', 7],
    ['an unknown kind', { kind: 'toString', next: 'a' }],
    ['a kind without its exits', { kind: 'condition', branches: 'none', otherwise: 3 }],
    ['a choice that is none', { kind: 'question', choices: [null, { next: 5 }] }],
  ])('of %s: none', (_, card) => {
    expect(exitsOf(card)).toEqual([]);
  });
});

describe('the graph', () => {
  const definition = {
    start: 'hello',
    cards: {
      hello: { kind: 'greeting', text: say('Hi'), next: 'ask' },
      ask: { kind: 'question', text: say('What?'), choices: [{ id: 'x', text: say('X'), next: 'gone' }] },
      later: { kind: 'wait', seconds: 90, next: 'hello' },
      odd: { kind: 'poem' },
    },
  };

  test('has cards in their order with their first words, then those that are only named', () => {
    const { cards } = graphOf(definition, 'es');
    expect(cards.map(({ id, kind, words, isStart }) => [id, kind, words, isStart])).toEqual([
      ['hello', 'greeting', { text: 'Hi (es)' }, true],
      ['ask', 'question', { text: 'What? (es)' }, false],
      ['later', 'wait', { seconds: 90 }, false],
      ['odd', 'unknown', null, false],
      ['gone', 'missing', null, false],
    ]);
  });

  test('has an edge for each exit', () => {
    const { edges } = graphOf(definition, 'en');
    expect(edges.map(({ id, from, to }) => [id, from, to])).toEqual([
      ['hello/0', 'hello', 'ask'],
      ['ask/0', 'ask', 'gone'],
      ['later/0', 'later', 'hello'],
    ]);
    expect(edges[1]?.exit.of).toMatchObject({ id: 'x' });
  });

  test('of anything that is no definition is empty, but for a start that is named', () => {
    for (const nothing of [null, [], 'text', { cards: [] }]) {
      expect(graphOf(nothing, 'en')).toEqual({ cards: [], edges: [] });
    }
    expect(graphOf({ start: 'first' }, 'en').cards).toMatchObject([{ id: 'first', kind: 'missing', isStart: true }]);
  });

  test('first words of cards without a text', () => {
    const words = (card: object) => graphOf({ cards: { c: card } }, 'en').cards[0]?.words;
    expect(words({ kind: 'setField', field: 'tier', value: 'gold' })).toEqual({ text: 'tier = gold' });
    expect(words({ kind: 'http', url: 'https://x.example/a' })).toEqual({ text: 'POST https://x.example/a' });
    expect(words({ kind: 'message', variants: [{ id: 'a', text: say('A') }] })).toEqual({ text: 'A' });
    expect(words({ kind: 'liveChat', onlineText: say('Wait') })).toEqual({ text: 'Wait' });
    expect(words({ kind: 'condition' })).toBeNull();
  });
});
