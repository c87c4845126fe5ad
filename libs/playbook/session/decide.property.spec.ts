import fc from 'fast-check';
import type { Entry, Phase } from '#libs/contracts';
import { decide } from './decide.ts';
import {
  agentSays,
  assigned,
  at,
  choice,
  entry,
  handedBack,
  lookAt,
  OPENED_PLANS,
  PLANS,
  returned,
  says,
} from './test/looks.ts';
import type { Look, LookedSession } from './types.ts';

const CARDS = Object.keys(PLANS.cards);

/** What people and other services may do, and in which phases; a command may change the phase as it is written. */
const ACTS: { from: readonly Phase[]; to?: Phase; write(seq: number, log: readonly Entry[], nth: number): Entry }[] = [
  { from: ['bot', 'waiting', 'live'], write: (seq, _, nth) => says(seq, nth % 2 ? 'a@example.org' : 'what?') },
  {
    from: ['bot'],
    write(seq, log, nth) {
      const promptSeq = log.findLast(({ kind }) => kind === 'prompt')?.seq ?? 2;
      const choiceId = ['people', 'leave', 'month', 'circle', 'tier'][nth % 5] ?? 'people';
      return { ...choice(seq, choiceId), body: { promptSeq, choiceId, text: choiceId } } as Entry;
    },
  },
  { from: ['waiting'], to: 'live', write: assigned },
  { from: ['live'], write: (seq) => agentSays(seq, 'Hi') },
  { from: ['live'], to: 'bot', write: handedBack },
  { from: ['live'], to: 'waiting', write: returned },
  { from: ['bot'], to: 'waiting', write: (seq) => entry(seq, 'botSilent', {}) },
  {
    from: ['bot', 'waiting'],
    write: (seq, _, nth) => entry(seq, 'opsMoved', { cardId: CARDS[nth % CARDS.length] ?? '' }),
  },
  {
    from: ['bot', 'waiting', 'live'],
    write(seq, log, nth) {
      const requestSeq = log.findLast(({ kind }) => kind === 'httpRequested')?.seq ?? 1;
      const fields: Record<string, string> = nth % 3 ? { tier: 'gold' } : {};
      return entry(seq, 'httpAnswered', { requestSeq, cardId: 'tier', ok: nth % 2 === 0, fields });
    },
  },
  { from: ['live'], to: 'closed', write: (seq) => entry(seq, 'closed', { reason: 'agent' }) },
];

const script = fc.array(
  fc.record({
    act: fc.nat({ max: ACTS.length - 1 }),
    nth: fc.nat({ max: 30 }),
    seconds: fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 100 }), fc.nat({ max: 3 * 86_400 })),
    looks: fc.boolean(),
    online: fc.boolean(),
  }),
  { maxLength: 60 },
);

/** What must hold after every look, whatever happened before it. */
function check(look: Look, log: Entry[]): LookedSession {
  const outcome = decide(look);
  expect(decide(look)).toEqual(outcome);
  const { state, phase, append, deadlineAt } = outcome;
  for (const { kind, author, body } of append) {
    log.push({ seq: log.length + 1, at: look.now, kind, author, body, authorId: null, clientId: null } as Entry);
  }
  const { wait, cardId } = state;
  if (phase === 'bot') expect(['answer', 'time', 'http']).toContain(wait.for);
  if (phase === 'bot' && wait.for === 'answer') {
    expect(log[wait.promptSeq - 1]).toMatchObject({ kind: 'prompt', body: { cardId } });
  }
  if (phase === 'bot' && wait.for === 'http') {
    expect(log[wait.requestSeq - 1]).toMatchObject({ kind: 'httpRequested', body: { cardId } });
  }
  // nothing that is due is left behind, and nobody lives for ever
  if (phase === 'closed') expect(deadlineAt).toBeNull();
  else expect(deadlineAt && deadlineAt > look.now).toBe(true);
  const lastAt = append.length > 0 ? look.now : look.session.lastAt;
  return { ...look.session, state, phase, lastSeq: log.length, cursor: log.length, lastAt };
}

it('a session always waits for something that comes, whatever people do and however late it is read', () => {
  fc.assert(
    fc.property(script, (steps) => {
      const { session: first } = lookAt({ definition: PLANS, state: OPENED_PLANS });
      const log = [1, 2].map(
        (seq) => ({ ...says(seq, 'opening'), kind: 'prompt', body: { cardId: 'ask' } }) as unknown as Entry,
      );
      let session = first;
      let now = 3;
      for (const { act, nth, seconds, looks, online } of steps) {
        now += seconds;
        const { from, to, write } = ACTS[act] as (typeof ACTS)[number];
        if (from.includes(session.phase)) {
          log.push({ ...write(log.length + 1, log, nth), at: at(now) });
          session = { ...session, phase: to ?? session.phase, lastSeq: log.length, lastAt: at(now) };
        }
        if (!looks) continue;
        const unread = log.slice(session.cursor);
        session = check(lookAt({ definition: PLANS, state: session.state, session, unread, now, online }), log);
      }
    }),
    { numRuns: 300 },
  );
});
