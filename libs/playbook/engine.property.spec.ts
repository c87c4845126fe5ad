import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { CARD_KINDS, type Card, LIMITS, type PlaybookDefinition, playbookDefinitionSchema } from '#libs/contracts';
import { EngineError } from './errors.ts';
import { openingOf } from './opening.ts';
import { playbookOf, text } from './specs/builders.ts';
import { playbooks } from './specs/random-playbooks.ts';
import { type Act, acts, RandomSession } from './specs/random-sessions.ts';
import { validatePlaybook } from './validate/index.ts';

const DAY = 86_400_000;

const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
};
const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const FOLDER = new URL('../../playbooks/', import.meta.url);
const TEMPLATES = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
const templateOf = (file: string): unknown => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));

/** Plays the acts, and then leaves the session to the clock; answers the session. */
function play(definition: PlaybookDefinition, script: readonly Act[]): RandomSession {
  const session = new RandomSession(deepFreeze(definition));
  for (const act of script) session.do(act);
  const played = session.age;
  session.rest();
  expect(session.session.phase).toBe('closed');
  expect(session.age).toBeLessThanOrEqual(Math.max(played, LIMITS.sessionDays * DAY) + 2 * DAY);
  return session;
}

/** Every way in which an opening may be rendered. */
function renderOpenings(definition: PlaybookDefinition): void {
  for (const language of ['en', 'es', '__proto__']) {
    for (const pageUrl of [null, 'https://example.com/pricing?utm_source=news', 'https://example.com/']) {
      for (const seed of [0, 7]) {
        const input = { language, pageUrl, seed, returning: seed === 7 };
        const opening = openingOf(definition, input);
        expect(opening.state.wait.for).toBe('answer');
        expect(openingOf(definition, input)).toEqual(opening);
      }
    }
  }
}

const validated = fc.tuple(playbooks).map(([json]) => ({ json, outcome: validatePlaybook(json) }));
const accepted = validated
  .filter(({ outcome }) => outcome.ok)
  .map(({ outcome }) => (outcome as Extract<typeof outcome, { ok: true }>).definition);

describe('whatever the validator accepts', () => {
  it('is walked by any visitor, with any agents and any clock, without a throw, a spin or a gap, and ends', () => {
    const kinds = new Set<Card['kind']>();
    const waits = new Set<string>();
    fc.assert(
      fc.property(accepted, fc.array(acts, { minLength: 1, maxLength: 25, size: 'max' }), (definition, script) => {
        for (const card of Object.values(definition.cards)) kinds.add(card.kind);
        renderOpenings(definition);
        const session = play(definition, script);
        for (const { kind, body } of session.entries) waits.add('reason' in body ? `${kind} ${body.reason}` : kind);
      }),
      { numRuns: 800 },
    );
    // all of it was tried
    expect([...kinds].sort()).toEqual([...CARD_KINDS].sort());
    expect([...waits]).toEqual(
      expect.arrayContaining([
        'phaseChanged people_called',
        'phaseChanged nobody_picked_up',
        'phaseChanged agent_silent',
        'handedBack',
        'returned agent_gone',
        'httpRequested',
        'httpAnswered',
        'botSilent',
        'opsMoved',
        'qualified',
        'disqualified',
        'consented',
        'captured',
        'resultRequested',
        'closed playbook_ended',
        'closed idle',
        'closed agent',
      ]),
    );
  });

  it.each(TEMPLATES)('includes playbooks/%s', (file) => {
    const outcome = validatePlaybook(templateOf(file));
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 30 }), (script) => {
        play(outcome.definition, script);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what the validator refuses', () => {
  /** Random playbooks of the right form that are refused for this, and nothing else. */
  const refusedFor = (code: string, count: number): PlaybookDefinition[] =>
    fc.sample(
      validated
        .filter(({ outcome }) => !outcome.ok && outcome.problems.every((problem) => problem.code === code))
        .map(({ json }) => playbookDefinitionSchema.parse(json)),
      { numRuns: count, seed: 4 },
    );
  const scripts = fc.sample(fc.array(acts, { minLength: 10, maxLength: 30, size: 'max' }), { numRuns: 15, seed: 4 });

  /** What playing it comes to, over all scripts. */
  const failuresOf = (definitions: PlaybookDefinition[]): unknown[] =>
    definitions.flatMap((definition) =>
      scripts.flatMap((script) => {
        try {
          const session = new RandomSession(definition);
          for (const act of script) session.do(act);
          return [];
        } catch (error) {
          return [error];
        }
      }),
    );

  it('for loops that do not wait does spin', () => {
    const failures = failuresOf(refusedFor('loop_without_wait', 20));
    expect(failures).toContainEqual(expect.objectContaining({ name: EngineError.name, code: 'endless_walk' }));
  });

  it('for an opening that does not ask does not open', () => {
    const failures = failuresOf(refusedFor('opening_does_not_ask', 20));
    expect(failures).toContainEqual(expect.objectContaining({ name: EngineError.name, code: 'silent_opening' }));
  });

  it('for loops that are too fast does write on and on', () => {
    const definition = playbookOf({
      ask: {
        kind: 'question',
        text: text('Still there?'),
        choices: [{ id: 'yes', text: text('Yes'), next: 'bye' }],
        silence: { giveUp: { afterSeconds: 60, next: 'ask' } },
      },
      bye: { kind: 'end' },
    });
    expect(validatePlaybook(definition)).toMatchObject({ ok: false, problems: [{ code: 'loop_too_fast' }] });
    expect(() => new RandomSession(definition).rest(5_000)).toThrow('it goes on and on');
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
      fc.constantFrom<fc.JsonValue>('people', 'ask', 'thanks', 'capture', 'end', '\u0000', '\ud800', '__proto__', ''),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...TEMPLATES),
        fc.array(fc.nat(), { maxLength: 7 }),
        anything,
        fc.array(acts, { maxLength: 8 }),
        (file, way, value, script) => {
          const json = templateOf(file);
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
          const outcome = validatePlaybook(throughJson(json));
          if (outcome.ok) play(outcome.definition, script);
          else expect(outcome.problems.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 600 },
    );
  });
});
