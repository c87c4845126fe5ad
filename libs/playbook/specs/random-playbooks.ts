import fc from 'fast-check';
import type { Card, Rule } from '#libs/contracts';
import { type CardsInput, text } from './builders.ts';

/** Fields that random cards fill and ask about. */
const FIELDS = ['person.name', 'person.email', 'organisation.name', 'message', 'budget'] as const;
const TYPES = ['name', 'organisation', 'text', 'number', 'money', 'date', 'url', 'rating', 'file'] as const;
const HOUR = 3_600;
const DAY = 24 * HOUR;

const anyOf = fc.constantFrom;
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

const fieldRule: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({ test: anyOf('field' as const), field: anyOf(...FIELDS) }),
  fc.record({
    test: anyOf('field' as const),
    field: anyOf(...FIELDS),
    compare: anyOf('is', 'isNot', 'contains', 'startsWith', 'more', 'less'),
    value: anyOf('12', '12.50 EUR'),
  }),
  fc.record({
    test: anyOf('field' as const),
    field: anyOf(...FIELDS),
    compare: anyOf('after', 'before'),
    value: anyOf('2026-01-31'),
  }),
);
const momentRule: fc.Arbitrary<Rule> = anyOf<Rule[]>(
  { test: 'hours', are: 'open' },
  { test: 'team', is: 'online' },
  { test: 'team', is: 'offline', team: 'Sales' },
  { test: 'qualified', is: true },
);
const pageRule: fc.Arbitrary<Rule> = anyOf<Rule[]>(
  { test: 'language', oneOf: ['es'] },
  { test: 'page', oneOf: ['/pricing*', '*'] },
  { test: 'utm', name: 'source', oneOf: ['news'] },
  { test: 'visit', is: 'first' },
  { test: 'arm', experiment: 'tone', is: 'warm' },
);

const nested = (leaf: fc.Arbitrary<Rule>): fc.Arbitrary<Rule> =>
  fc.letrec<{ rule: Rule }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      leaf,
      fc.record({
        test: anyOf('all' as const, 'any' as const),
        rules: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ test: anyOf('not' as const), rule: tie('rule') }),
    ),
  })).rule;

/** A card that follows: a number that is made a card's id once it is known which card it follows. */
const next = fc.nat({ max: 999 }).map((draw) => `@${draw}`);

const waits = anyOf(5, 600, HOUR, 2 * DAY, 30 * DAY);
const silence = maybe(
  fc.record({
    reminders: fc.array(
      fc.record({ afterSeconds: waits, text: fc.constant(text('Still there, {{person.name|you}}?')) }),
      {
        maxLength: 2,
      },
    ),
    giveUp: maybe(fc.record({ afterSeconds: waits, next })),
  }),
);
const words = fc.constant(text('**Hello** {{person.name|you}}, [x](https://example.com)'));

/** Random cards of each kind. */
const CARDS: { readonly [K in Card['kind']]: fc.Arbitrary<unknown> } = {
  greeting: fc.record({ kind: anyOf('greeting'), text: words, next }),
  message: fc.oneof(
    fc.record({ kind: anyOf('message'), text: words, next }),
    fc.record({
      kind: anyOf('message'),
      variants: fc.constant([
        { id: 'a', text: text('A'), weight: 3 },
        { id: 'b', text: text('B') },
      ]),
      image: fc.constant({ url: 'https://example.com/a.png', alt: text('A') }),
      next,
    }),
  ),
  question: fc.record({
    kind: anyOf('question'),
    text: words,
    style: anyOf('buttons', 'list'),
    saveAs: maybe(anyOf('budget')),
    choices: fc
      .array(next, { minLength: 1, maxLength: 3 })
      .map((nexts) => nexts.map((to, at) => ({ id: `choice${at}`, text: text(`Choice ${at}`), next: to }))),
    silence: silence,
  }),
  capture: fc
    .record({
      kind: anyOf('capture'),
      field: anyOf(...FIELDS),
      type: anyOf(...TYPES),
      text: words,
      required: fc.boolean(),
      consent: maybe(fc.constant(text('I agree'))),
      againText: maybe(words),
      skipText: maybe(words),
      silence: silence,
      next,
    })
    .map((card) => (card.field === 'person.email' ? { ...card, type: 'email' } : card)),
  meeting: fc.record({
    kind: anyOf('meeting'),
    text: words,
    url: anyOf('https://example.com/meet?who={{person.email}}'),
    linkText: fc.constant(text('Book')),
    bookedText: maybe(fc.constant(text('Done'))),
    laterText: maybe(fc.constant(text('Not now'))),
    silence: silence,
    next,
    later: next,
  }),
  condition: fc.record({
    kind: anyOf('condition'),
    branches: fc.array(fc.record({ when: nested(fc.oneof(fieldRule, momentRule, pageRule)), next }), {
      minLength: 1,
      maxLength: 3,
    }),
    otherwise: next,
  }),
  jump: fc.record({ kind: anyOf('jump'), to: next }),
  setField: fc.record({
    kind: anyOf('setField'),
    field: anyOf(...FIELDS),
    value: anyOf('', 'Ana', '{{message}}', '12 EUR', '{{person.name|x}} {{budget}}'),
    next,
  }),
  wait: fc.record({ kind: anyOf('wait'), seconds: waits, onMessage: maybe(next), next }),
  schedule: fc.record({ kind: anyOf('schedule'), onMessage: maybe(next), next }),
  liveChat: fc.record({
    kind: anyOf('liveChat'),
    team: maybe(anyOf('Sales')),
    onlineText: fc.constant(text('Calling')),
    waitSeconds: fc.integer({ min: 5, max: 100 }),
    waitMessage: maybe(fc.record({ everySeconds: anyOf(5, 30), text: fc.constant(text('Number {{queue.place|?}}')) })),
    pickedUp: maybe(anyOf('picked')),
    handedBack: maybe(next),
    offline: next,
    unanswered: maybe(next),
    agentSilent: maybe(fc.record({ afterSeconds: waits, text: maybe(words), next })),
    offlineText: maybe(words),
    unansweredText: maybe(words),
  }),
  qualify: fc.record({ kind: anyOf('qualify'), next }),
  disqualify: fc.record({ kind: anyOf('disqualify'), next }),
  result: fc.record({
    kind: anyOf('result'),
    result: anyOf('lead', 'deal', 'crmActivity'),
    title: fc.constant(text('Result for {{person.email}}')),
    owner: maybe(anyOf('assignee')),
    value: maybe(anyOf({ field: 'budget' }, { amount: '10.50', currency: 'EUR' })),
    dueInDays: maybe(anyOf(0, 3)),
    next,
  }),
  http: fc.record({
    kind: anyOf('http'),
    url: anyOf('https://example.com/?q={{message}}'),
    headers: anyOf({}, { 'X-Name': '{{person.name}}' }),
    body: anyOf({ who: ['{{person.name}}', 1, null] }),
    save: fc.array(fc.record({ path: anyOf('a', 'b.0'), field: anyOf(...FIELDS) }), { maxLength: 2 }),
    next,
    failed: next,
  }),
  end: fc.record({ kind: anyOf('end'), text: maybe(fc.constant(text('Bye'))) }),
};
const KINDS = Object.keys(CARDS) as Card['kind'][];

/** What may come first. */
const OPENERS = fc.oneof(
  CARDS.question,
  CARDS.capture,
  CARDS.meeting,
  CARDS.greeting,
  CARDS.setField,
  fc.record({
    kind: anyOf('condition'),
    branches: fc.array(fc.record({ when: nested(pageRule), next }), { minLength: 1, maxLength: 2 }),
    otherwise: next,
  }),
  // so that results have somebody to be about
  {
    weight: 4,
    arbitrary: fc.record({
      kind: anyOf('capture'),
      field: anyOf('person.name'),
      type: anyOf('name'),
      text: words,
      next,
    }),
  },
);
/** What ends an opening, mostly. */
const ASKING = fc.oneof(CARDS.question, CARDS.capture, CARDS.meeting, { weight: 1, arbitrary: CARDS.message });

const OFTEN: Partial<Record<Card['kind'], number>> = { end: 1, liveChat: 14, http: 6 };
const ANY = fc.oneof(...KINDS.map((kind) => ({ weight: OFTEN[kind] ?? 4, arbitrary: CARDS[kind] })));

/** Drops the cards that nothing leads to, so that most playbooks pass the validator. */
function reachable(cards: Record<string, unknown>): Record<string, unknown> {
  const found = new Set(['c0']);
  for (const id of found) {
    for (const [, to] of JSON.stringify(cards[id] ?? {}).matchAll(/:"(c\d+|picked|bye)"/g)) if (to) found.add(to);
  }
  return Object.fromEntries(Object.entries(cards).filter(([id]) => found.has(id)));
}

/** Around the cards: what a playbook has besides. */
const around = (cards: Record<string, unknown>) => ({
  format: 2,
  name: 'Random',
  languages: ['en', 'es'],
  appearance: { botName: 'Bot', accent: '#112233', onAccent: '#ffffff' },
  openingHours: {
    timeZone: 'Europe/Lisbon',
    week: {
      monday: [
        { from: '09:00', to: '12:00' },
        { from: '13:00', to: '17:00' },
      ],
      friday: [{ from: '22:00', to: '24:00' }],
    },
    holidays: [{ date: '2026-01-05' }],
  },
  experiments: { tone: { arms: [{ id: 'warm' }, { id: 'dry' }] } },
  start: 'c0',
  cards: cards as CardsInput,
});

/** How far ahead a card leads; further, most cards would be passed by. */
const FARTHEST = 3;

/** The draws for the cards that follow, as ids: mostly of cards not far behind `no`, here and there of any. */
function linked(card: unknown, no: number, size: number): unknown {
  const json = JSON.stringify(card).replace(/"@(\d+)"/g, (_, digits: string) => {
    const draw = Number(digits);
    // the opening goes to the card that asks
    if (no === 0) return '"c1"';
    const to = draw % 30 === 0 ? draw % (size + 1) : Math.min(size, no + 1 + (draw % FARTHEST));
    return `"c${to}"`;
  });
  return JSON.parse(json);
}

/** All but the first live chat become jumps. */
function withOneLiveChat(cards: readonly Card[]): unknown[] {
  const first = cards.findIndex(({ kind }) => kind === 'liveChat');
  return cards.map((card, no) =>
    card.kind === 'liveChat' && no !== first ? { kind: 'jump', to: card.offline } : card,
  );
}

/**
 * Playbooks of 4 to 14 cards of all kinds with all features, which mostly lead forward, and back here and there; most
 * of them are accepted.
 */
export const playbooks = fc
  .record({
    opener: OPENERS,
    asking: ASKING,
    others: fc.array(ANY, { minLength: 1, maxLength: 11, size: 'max' }),
    onlyOne: fc.constantFrom(true, true, true, true, false),
  })
  .map(({ opener, asking, others, onlyOne }) => {
    const made = [opener, asking, ...others];
    const size = made.length;
    const ways = made.map((card, no) => linked(card, no, size)) as Card[];
    const all = Object.fromEntries((onlyOne ? withOneLiveChat(ways) : ways).map((card, no) => [`c${no}`, card]));
    const people = Object.entries(all).find(([, card]) => (card as Card).kind === 'liveChat')?.[0] ?? 'bye';
    return around(
      reachable({
        ...all,
        // so that this field is known of
        [`c${size}`]: { kind: 'setField', field: 'budget', value: '1', next: 'bye' },
        bye: { kind: 'end' },
        picked: { kind: 'qualify', next: people },
      }),
    );
  });
