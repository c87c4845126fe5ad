import type { Entry, Receipt } from '#libs/contracts';
import { eventually } from '#libs/testing';
import { Sight } from './sight.ts';

const entry = (seq: number, authorId: string | null = null): Entry => ({
  seq,
  at: '2026-01-01T12:00:00.000Z',
  author: authorId === null ? 'visitor' : 'agent',
  authorId,
  clientId: null,
  kind: 'message',
  body: { text: `words ${seq}` },
});
const NOTHING: Receipt = { delivered: 0, read: 0 };

function sight(taken = true) {
  const told: Receipt[] = [];
  const one = new Sight('me', async (seen) => {
    told.push(seen);
    return taken;
  });
  return { one, told };
}

describe('what an agent has in sight', () => {
  test('the line stands where they read last, and goes when they write', () => {
    const { one } = sight();
    one.looks();
    one.arrived([entry(1), entry(2, 'me'), entry(3)], { theirs: NOTHING, readSeq: 2 });
    expect(one.mark.value).toBe(2);
    one.writes();
    expect(one.mark.value).toBeNull();
    one.leaves();
  });

  test.each([
    ['everything was read', 3],
    ['nothing was ever read', 0],
  ])('no line is drawn where %s', (_, readSeq) => {
    const { one } = sight();
    one.looks();
    one.arrived([entry(1), entry(3)], { theirs: NOTHING, readSeq });
    expect(one.mark.value).toBeNull();
    one.leaves();
  });

  test('what comes while nobody looks stands below the line when they look again', () => {
    const { one } = sight();
    one.arrived([entry(1)], { theirs: NOTHING, readSeq: 0 });
    one.inSight(1);
    one.came([entry(2)]);
    expect(one.mark.value).toBeNull();
    one.looks();
    expect(one.mark.value).toBe(1);
    one.leaves();
  });

  test('it is told together, of what others wrote, once where it was taken', async () => {
    const { one, told } = sight();
    one.arrived([entry(1), entry(2)], { theirs: NOTHING, readSeq: 0 });
    one.inSight(2);
    await eventually(() => expect(told).toEqual([{ delivered: 2, read: 2 }]));
    one.came([entry(3, 'me')]);
    one.inSight(3);
    one.leaves();
    one.leaves();
    await Promise.resolve();
    expect(told).toHaveLength(1);
  });

  test('it is told again where nobody took it', async () => {
    const { one, told } = sight(false);
    one.came([entry(1)]);
    await eventually(() => expect(told).toHaveLength(1));
    one.leaves();
    await eventually(() => expect(told).toHaveLength(2));
  });

  test('the visitor never goes back', () => {
    const { one } = sight();
    one.visitorCame({ delivered: 5, read: 3 });
    one.visitorCame({ delivered: 4, read: 4 });
    expect(one.theirs.value).toEqual({ delivered: 5, read: 4 });
  });
});
