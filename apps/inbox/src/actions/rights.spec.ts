import type { Role } from '#libs/contracts';
import { leads, mayTakeOver, reasonAgainst } from './rights.ts';

const live = { phase: 'live', assigneeId: 'ana' } as const;

describe('who may do what with a conversation', () => {
  test.each<[string, Role, boolean, boolean]>([
    ['ana', 'agent', true, false],
    ['ben', 'agent', false, false],
    ['ben', 'supervisor', true, true],
    ['ana', 'supervisor', true, false],
    ['ben', 'admin', true, true],
  ])('%s as %s', (id, role, mayMove, mayTake) => {
    expect([leads({ id, role }, live), mayTakeOver({ id, role }, live)]).toEqual([mayMove, mayTake]);
  });

  test('nobody leads one that is not live', () => {
    expect(leads({ id: 'ana', role: 'admin' }, { phase: 'waiting', assigneeId: null })).toBe(false);
    expect(mayTakeOver({ id: 'ana', role: 'admin' }, { phase: 'closed', assigneeId: 'ben' })).toBe(false);
  });
});

describe('why somebody cannot be given it', () => {
  test.each([
    [{ availability: 'online', role: 'agent', teamId: null }, null, null],
    [{ availability: 'away', role: 'agent', teamId: null }, null, 'isAway'],
    [{ availability: 'offline', role: 'admin', teamId: null }, 'sales', 'isOffline'],
    [{ availability: 'online', role: 'agent', teamId: 'help' }, 'sales', 'isOfOtherTeam'],
    [{ availability: 'online', role: 'supervisor', teamId: 'help' }, 'sales', 'isOfOtherTeam'],
    [{ availability: 'online', role: 'supervisor', teamId: null }, 'sales', null],
    [{ availability: 'online', role: 'agent', teamId: 'sales' }, 'sales', null],
  ] as const)('%j for %s: %s', (agent, teamId, reason) => {
    expect(reasonAgainst(agent, teamId)).toBe(reason);
  });
});
