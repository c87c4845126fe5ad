import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Card, ENTRY_BODIES, type PlaybookDefinition } from '#libs/contracts';
import { deadlinesOf } from './deadlines.ts';
import { openingOf } from './opening.ts';
import { text } from './specs/builders.ts';
import { entryCount, step } from './step.ts';
import type { EngineContext, EngineEvent, EngineState, Step } from './types.ts';
import { validatePlaybook } from './validate/index.ts';

const FIELDS = ['name', 'email', 'phone', 'organisation', 'text'] as const;
const HOSTILE_TEXTS = [
  '',
  ' ',
  '{{name}}',
  '$&',
  '__proto__',
  '👋',
  'ana@example.com',
  '+49 30 123456',
  'Choice 0 (es)',
];

const template: unknown = JSON.parse(readFileSync(new URL('../../playbooks/live-chat.json', import.meta.url), 'utf8'));

/** Playbooks whose cards mostly lead forward, and back from questions; most of them are accepted. */
const playbooks = fc.integer({ min: 4, max: 12 }).chain((size) => {
  const anywhere = fc.integer({ min: 0, max: size }).map((n) => `c${n}`);
  const ahead = (from: number) => fc.integer({ min: from + 1, max: size }).map((n) => `c${n}`);
  const forward = (from: number) => fc.oneof({ weight: 30, arbitrary: ahead(from) }, anywhere);
  const cardAt = (n: number): fc.Arbitrary<unknown> => {
    const message = fc.record({
      kind: fc.constantFrom('greeting', 'message'),
      text: fc.constant(text(`Card ${n}, {{name|you}}`)),
      next: forward(n),
    });
    const question = fc.array(fc.oneof({ weight: 4, arbitrary: ahead(n) }, anywhere), { minLength: 1, maxLength: 3 });
    const capture = fc.record({
      kind: fc.constant('capture'),
      field: fc.constantFrom(...FIELDS),
      text: fc.constant(text(`Field {{email}} of ${n}`)),
      required: fc.boolean(),
      next: forward(n),
    });
    const questionCard = question.map((nexts) => ({
      kind: 'question',
      text: text(`Question ${n}`),
      choices: nexts.map((next, index) => ({ id: `choice${index}`, text: text(`Choice ${index}`), next })),
    }));
    if (n === 0) return fc.oneof(questionCard, capture);
    return fc.oneof(
      message,
      questionCard,
      capture,
      fc.record({
        kind: fc.constant('liveChat'),
        onlineText: fc.constant(text('Calling')),
        waitSeconds: fc.integer({ min: 5, max: 100 }),
        offline: forward(n),
      }),
      fc.record({ kind: fc.constant('qualify'), next: forward(n) }),
      fc.record({
        kind: fc.constant('result'),
        result: fc.constantFrom('lead', 'deal', 'crmActivity'),
        title: fc.constant(text('Result for {{email}}')),
        next: forward(n),
      }),
    );
  };
  const cards = fc.tuple(...Array.from({ length: size }, (_, n) => cardAt(n)));
  return cards.map((made) => ({
    ...(template as object),
    start: 'c0',
    cards: onlyReachable({
      ...Object.fromEntries(made.map((card, n) => [`c${n}`, card])),
      [`c${size}`]: { kind: 'end' },
    }),
  }));
});

/** Drops the cards that nothing leads to, so that most playbooks pass the validator. */
function onlyReachable(cards: Record<string, unknown>): Record<string, unknown> {
  const found = new Set(['c0']);
  for (const id of found) {
    for (const next of JSON.stringify(cards[id]).matchAll(/"(?:next|offline)":"(c\d+)"/g)) found.add(next[1] ?? 'c0');
  }
  return Object.fromEntries(Object.entries(cards).filter(([id]) => found.has(id)));
}

/** Draws for one event; turned into an event with the seqs of the moment. */
const draws = fc.record({
  type: fc.constantFrom(
    'visitorMessage',
    'visitorMessage',
    'visitorMessage',
    'visitorAnswer',
    'visitorAnswer',
    'visitorAnswer',
    'deadlinePassed',
    'moved',
    'botSilent',
    'agentJoined',
  ),
  online: fc.boolean(),
  language: fc.constantFrom('en', 'es', 'fr', '__proto__'),
  words: fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'grapheme' })),
  back: fc.constantFrom(0, 0, 0, 1, 2, 5),
  pick: fc.nat({ max: 3 }),
  right: fc.boolean(),
});
type Draw = typeof draws extends fc.Arbitrary<infer D> ? D : never;

function eventOf(draw: Draw, state: EngineState, definition: PlaybookDefinition, seq: number): EngineEvent {
  const { wait } = state;
  if (draw.type === 'visitorMessage') return { type: draw.type, seq: Math.max(1, seq - draw.back), text: draw.words };
  if (draw.type === 'visitorAnswer') {
    const promptSeq = (wait.for === 'answer' ? wait.promptSeq : seq) - draw.back;
    const answer = draw.right ? { choiceId: `choice${draw.pick}` } : { skipped: true };
    return { type: draw.type, seq, promptSeq, text: 'x', ...answer };
  }
  if (draw.type === 'deadlinePassed') {
    const deadlineId = draw.right && wait.for === 'pickUp' ? wait.deadlineId : `pickUp-${draw.pick}`;
    return { type: draw.type, deadlineId };
  }
  const ids = Object.keys(definition.cards);
  const cardId = draw.right ? (ids[draw.pick % ids.length] ?? '') : 'nowhere';
  return draw.type === 'moved' ? { type: draw.type, seq, cardId } : { type: draw.type, seq };
}

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** What holds for each step, whatever came. */
function checkStep(
  definition: PlaybookDefinition,
  before: EngineState | null,
  done: Step,
  context: EngineContext,
): void {
  expect(throughJson(done.state)).toEqual(done.state);
  expect(entryCount(done.effects)).toBeLessThanOrEqual(2 * Object.keys(definition.cards).length + 3);
  expect(Object.hasOwn(definition.cards, done.state.cardId)).toBe(true);
  const prompts: number[] = [];
  done.effects.forEach((effect, index) => {
    if (effect.type === 'close') expect(index).toBe(done.effects.length - 1);
    if (effect.type === 'requestResult') expect(effect.title.trim()).not.toBe('');
    if (effect.type !== 'append') return;
    expect(ENTRY_BODIES[effect.kind].parse(effect.body)).toEqual(effect.body);
    if (effect.kind === 'message' || effect.kind === 'prompt') expect(effect.body.text.trim()).not.toBe('');
    if (effect.kind === 'prompt') prompts.push(context.nextSeq + index);
  });
  // A step asks at most once, and waits for an answer to just that prompt.
  expect(prompts.length).toBeLessThanOrEqual(1);
  if (prompts.length === 1) expect(done.state.wait).toMatchObject({ for: 'answer', promptSeq: prompts[0] });
  if (done.state !== before && done.state.wait.for === 'answer') expect(prompts).toHaveLength(1);
}

/** Walks the playbook through the drawn events as a caller would, allocating seqs; answers how many were taken. */
function play(definition: PlaybookDefinition, script: Draw[]): number {
  let { state } = openingOf(definition, 'en', 1);
  let lastSeq = openingOf(definition, 'en', 1).entries.length;
  let phase = 'bot';
  let now = Date.UTC(2026, 0, 1);
  const deadlineIds = new Set<string>();
  for (const draw of script) {
    now += 1_000;
    lastSeq += 1;
    const event = eventOf(draw, state, definition, lastSeq);
    const context: EngineContext = {
      at: new Date(now).toISOString(),
      language: draw.language,
      agentsOnline: draw.online,
      nextSeq: lastSeq + 1,
      seed: 1,
    };
    if (event.type === 'botSilent' && state.wait.for === 'answer') phase = 'waiting';
    if (event.type === 'agentJoined' && phase !== 'closed') phase = 'live';
    const done = step(definition, state, event, context);
    expect(step(definition, throughJson(state), throughJson(event), context)).toEqual(done);
    checkStep(definition, state, done, context);
    for (const effect of done.effects) {
      if (effect.type === 'append' && effect.kind === 'phaseChanged') {
        expect(effect.body.from).toBe(phase);
        phase = effect.body.to;
      }
      if (effect.type === 'close') phase = 'closed';
    }
    const expected = { answer: 'bot', pickUp: 'waiting', people: 'live', nothing: 'closed' }[done.state.wait.for];
    expect(phase).toBe(expected);
    for (const { id, at } of done.state === state ? [] : deadlinesOf(done.state)) {
      expect(deadlineIds.has(id)).toBe(false);
      deadlineIds.add(id);
      expect(Date.parse(at)).toBeGreaterThan(now);
    }
    state = done.state;
    lastSeq += entryCount(done.effects);
  }
  return lastSeq;
}

const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
};

describe('whatever the validator accepts', () => {
  it('is walked by any visitor without a throw, a spin or a gap', () => {
    const tried = { accepted: 0, refused: 0 };
    const kinds = new Set<Card['kind']>();
    fc.assert(
      fc.property(playbooks, fc.array(draws, { minLength: 1, maxLength: 30 }), (json, script) => {
        const validated = validatePlaybook(json);
        tried[validated.ok ? 'accepted' : 'refused'] += 1;
        if (!validated.ok) return;
        for (const card of Object.values(validated.definition.cards)) kinds.add(card.kind);
        play(deepFreeze(validated.definition), script);
      }),
      { numRuns: 1_200 },
    );
    expect(tried.accepted).toBeGreaterThan(300);
    expect(kinds.size).toBe(8);
  });

  it('includes the template', () => {
    const validated = validatePlaybook(template);
    if (!validated.ok) throw new Error(JSON.stringify(validated.problems));
    fc.assert(
      fc.property(fc.array(draws, { maxLength: 40 }), (script) => {
        play(validated.definition, script);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the validator', () => {
  it('answers any JSON without a throw', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => {
        expect(validatePlaybook(json).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('answers a playbook with anything anywhere in it, and what it then accepts still walks', () => {
    const anything = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom<fc.JsonValue>(...HOSTILE_TEXTS, 'people', 'ask', 'thanks', 'capture', 'end', '\u0000', '\ud800'),
    );
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { maxLength: 7 }),
        anything,
        fc.array(draws, { maxLength: 8 }),
        (way, value, script) => {
          const json = throughJson(template);
          // biome-ignore lint/suspicious/noExplicitAny: walks to any place in the playbook
          let place: any = json;
          for (const [depth, turn] of way.entries()) {
            const keys = Object.keys(place);
            const key = keys[turn % keys.length];
            if (key === undefined) break;
            const deeper = place[key];
            if (depth === way.length - 1 || typeof deeper !== 'object' || deeper === null) {
              place[key] = value;
              break;
            }
            place = deeper;
          }
          const validated = validatePlaybook(json);
          if (validated.ok) play(validated.definition, script);
          else expect(validated.problems.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 1_500 },
    );
  });
});
