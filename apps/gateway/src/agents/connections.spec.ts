import { eventually } from '#libs/testing';
import { Connections } from './connections.ts';

it('an agent leaves when the last socket is gone and the grace time is over', async () => {
  const left: string[] = [];
  const connections = new Connections(20, (agentId) => left.push(agentId));
  expect(connections.add('ana', 's1')).toBe(true);
  expect(connections.add('ana', 's2')).toBe(false);
  connections.remove('ana', 's1');
  expect(connections.agentIds()).toEqual(['ana']);
  connections.remove('ana', 's2');
  expect(connections.agentIds()).toEqual(['ana']);
  await eventually(() => expect(left).toEqual(['ana']));
  expect(connections.agentIds()).toEqual([]);
});

it('who comes back within the grace time never left', () => {
  const connections = new Connections(60_000, () => {
    throw new Error('left');
  });
  connections.add('ana', 's1');
  connections.remove('ana', 's1');
  expect(connections.add('ana', 's2')).toBe(false);
  connections.remove('ana', 'unknown');
  expect(connections.agentIds()).toEqual(['ana']);
  connections.stop();
});
