import type { AgentView } from '#libs/contracts';
import { CallFailed } from '../api/http.ts';
import { Agents } from './agents.ts';

const agent = (id: string, change: Partial<AgentView> = {}): AgentView =>
  ({ id, name: id, switchedOn: false, availability: 'away', ...change }) as AgentView;
const settled = () => new Promise(setImmediate);

/** A server whose answers wait to be let go. */
function server() {
  const reads: ((agents: AgentView[]) => void)[] = [];
  const turns: { on: boolean; done: () => void; refuse: () => void }[] = [];
  const agents = new Agents({
    agents: () => new Promise((resolve) => reads.push(resolve)),
    setSwitch: (on) =>
      new Promise<void>((resolve, reject) => {
        turns.push({ on, done: resolve, refuse: () => reject(new CallFailed('unavailable')) });
      }),
  });
  const shown = () => agents.list.value.map(({ id, availability }) => `${id} ${availability}`);
  return { agents, reads, turns, shown };
}

test('a list that was asked for before the socket told it does not undo what it told', async () => {
  const { agents, reads, shown } = server();
  const read = agents.read();
  agents.told([agent('ana', { availability: 'online' })]);
  reads.shift()?.([agent('ana', { availability: 'offline' })]);
  await settled();
  expect(shown()).toEqual(['ana online']);
  reads.shift()?.([agent('ana', { availability: 'online' }), agent('ben')]);
  await read;
  expect(shown()).toEqual(['ana online', 'ben away']);
});

test('a switch that was refused takes back itself, and nothing that was heard meanwhile', async () => {
  const { agents, turns, shown } = server();
  agents.told([agent('ana'), agent('ben')]);
  const turned = agents.turn(agent('ana'), true, true);
  expect(shown()).toEqual(['ana online', 'ben away']);
  agents.told([agent('ana'), agent('ben', { availability: 'offline' })]);
  await settled();
  turns[0]?.refuse();
  await expect(turned).rejects.toThrow('unavailable');
  expect(shown()).toEqual(['ana away', 'ben offline']);
});

test('what was turned later is shown, whatever became of the turn before', async () => {
  const { agents, turns, shown } = server();
  agents.told([agent('ana', { switchedOn: true, availability: 'online' })]);
  const me = () => agents.list.value[0] as AgentView;
  const off = agents.turn(me(), false, true).catch(() => 'refused');
  const on = agents.turn(me(), true, true);
  const offAgain = agents.turn(me(), false, true);
  await settled();
  turns[0]?.refuse();
  expect(await off).toBe('refused');
  expect(shown()).toEqual(['ana away']);
  await settled();
  turns[1]?.done();
  await on;
  await settled();
  turns[2]?.done();
  await offAgain;
  expect([shown(), turns.map((turn) => turn.on)]).toEqual([['ana away'], [false, true, false]]);
});
