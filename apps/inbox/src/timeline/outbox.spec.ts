import type { Entry } from '#libs/contracts';
import {
  acknowledged,
  discard,
  enqueue,
  followed,
  held,
  nextToSend,
  type Outbox,
  refused,
  retry,
  sending,
  settle,
  unanswered,
} from './outbox.ts';
import { applyEntries, EMPTY_TIMELINE } from './reducer.ts';

const written = (...clientIds: string[]): Outbox =>
  clientIds.reduce<Outbox>(
    (outbox, clientId) => enqueue(outbox, { clientId, kind: 'message', text: clientId, since: 0 }),
    [],
  );
const entry = (seq: number, clientId: string | null): Entry => ({
  seq,
  at: '2026-01-01T00:00:00.000Z',
  kind: 'message',
  author: 'agent',
  authorId: null,
  clientId,
  body: { text: 'words' },
});

describe('an outbox', () => {
  test('sends the next one only after the answer to the one before', () => {
    const outbox = sending(written('a', 'b'), 'a');
    expect(nextToSend(outbox)).toBeNull();
    expect(nextToSend(acknowledged(outbox, 'a', 4))?.clientId).toBe('b');
  });

  test('what got no answer is sent again first, under the same clientId', () => {
    const outbox = unanswered(sending(written('a', 'b'), 'a'), 'a');
    expect(nextToSend(outbox)).toMatchObject({ clientId: 'a', text: 'a' });
  });

  test('a refusal is shown with its code and lets the next one go', () => {
    const outbox = refused(sending(written('a', 'b'), 'a'), 'a', 'not_assignee');
    expect(outbox[0]).toMatchObject({ state: 'refused', code: 'not_assignee' });
    expect(nextToSend(outbox)?.clientId).toBe('b');
    expect(nextToSend(retry(outbox, 'a'))?.clientId).toBe('a');
    expect(discard(outbox, 'a').map(({ clientId }) => clientId)).toEqual(['b']);
  });

  test('a bubble stays until the timeline shows its seq', () => {
    const outbox = acknowledged(sending(written('a'), 'a'), 'a', 2);
    const gap = applyEntries(EMPTY_TIMELINE, [entry(2, null)]);
    expect(settle(outbox, gap)).toBe(outbox);
    expect(settle(outbox, applyEntries(gap, [entry(1, null)]))).toEqual([]);
  });

  test('an entry that came before its acknowledgement settles the bubble by clientId', () => {
    const timeline = applyEntries(EMPTY_TIMELINE, [entry(1, 'a')]);
    expect(settle(sending(written('a', 'b'), 'a'), timeline).map(({ clientId }) => clientId)).toEqual(['b']);
  });

  test('of what is held the agent has seen what it is sent over, once they want it sent', () => {
    const outbox = held(sending(written('a', 'b'), 'a'), 'a', entry(7, null));
    expect(nextToSend(outbox)?.clientId).toBe('b');
    expect(nextToSend(retry(outbox, 'a'))).toMatchObject({ clientId: 'a', since: 7, waited: true, overtakenBy: null });
  });

  test('is what the tabs share: others’ words come, and what they sent or discarded goes', () => {
    const kept = (clientId: string, code: 'session_closed' | null = null) =>
      ({ clientId, kind: 'message', text: clientId, since: 3, code }) as const;
    const outbox = followed(sending(written('a', 'c', 'd'), 'c'), [kept('b'), kept('d', 'session_closed')]);
    expect(outbox.map(({ clientId, state }) => [clientId, state])).toEqual([
      ['b', 'queued'],
      ['c', 'sending'],
      ['d', 'refused'],
    ]);
    // nobody here knows whether a colleague has written since
    expect(outbox[0]).toMatchObject({ waited: true, since: 3 });
  });
});
