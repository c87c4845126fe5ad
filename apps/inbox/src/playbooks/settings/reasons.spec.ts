import type { CloseReason } from '#libs/contracts';
import { CallFailed } from '../../api/http.ts';
import { ReasonsList } from './reasons.ts';

const named = (...ids: string[]): CloseReason[] => ids.map((id) => ({ id, label: id }));
const idsOf = (reasons: readonly CloseReason[] | null) => reasons?.map(({ id }) => id);

function server(...ids: string[]) {
  const world = { stored: named(...ids) as readonly CloseReason[], meanwhile: () => {} };
  const list = new ReasonsList({
    read: async () => world.stored,
    save: async (reasons, insteadOf) => {
      world.meanwhile();
      if (JSON.stringify(insteadOf) !== JSON.stringify(world.stored)) throw new CallFailed('stale_version');
      world.stored = reasons;
      return reasons;
    },
  });
  return { world, list };
}

test('one that is added before the others are known does not replace them', async () => {
  const { world, list } = server('solved', 'spam');
  await expect(list.add({ id: 'new', label: 'New' })).rejects.toThrow('unavailable');
  expect(idsOf(world.stored)).toEqual(['solved', 'spam']);
  await list.read();
  await list.add({ id: 'new', label: 'New' });
  expect(idsOf(world.stored)).toEqual(['solved', 'spam', 'new']);
});

test.each<[string, (list: ReasonsList) => Promise<void>, string[]]>([
  ['added', (list) => list.add({ id: 'new', label: 'New' }), ['a', 'b', 'theirs', 'new']],
  ['removed', (list) => list.remove('a'), ['b', 'theirs']],
  ['moved', (list) => list.moveUp('b'), ['b', 'a', 'theirs']],
])('one is %s on top of what another admin did meanwhile', async (_, act, after) => {
  const { world, list } = server('a', 'b');
  await list.read();
  world.stored = named('a', 'b', 'theirs');
  await act(list);
  expect(idsOf(world.stored)).toEqual(after);
  expect(idsOf(list.reasons.value)).toEqual(after);
});

test('the first one stays first', async () => {
  const { world, list } = server('a', 'b');
  await list.read();
  await list.moveUp('a');
  await list.moveUp('gone');
  expect(idsOf(world.stored)).toEqual(['a', 'b']);
});

test('where others are always faster it is told', async () => {
  const { world, list } = server('a');
  await list.read();
  let no = 0;
  world.meanwhile = () => {
    world.stored = named('a', `other-${++no}`);
  };
  await expect(list.remove('a')).rejects.toThrow('stale_version');
  expect(no).toBe(5);
});
