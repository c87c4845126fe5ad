import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '#libs/testing';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

describe('agents', () => {
  it('are found by e-mail whatever its letter case, and by id without their password’s hash', async () => {
    const { agents } = test.database;
    const agent = await agents.create({ email: 'Ana@foyer.local', name: 'Ana', role: 'admin', passwordHash: 'hash' });
    expect(agent).toMatchObject({ name: 'Ana', role: 'admin', switchedOn: false, tokenVersion: 0, capacity: 20 });
    expect(await agents.findByEmail('aNA@FOYER.local')).toEqual({ ...agent, passwordHash: 'hash' });
    expect(await agents.findById(agent.id)).toEqual(agent);
    expect(await agents.findByEmail('nobody@foyer.local')).toBeNull();
    expect(await agents.findById(randomUUID())).toBeNull();
    expect(await agents.list()).toEqual([agent]);
    const twice = agents.create({ email: 'ana@FOYER.local', name: 'Ana', role: 'agent', passwordHash: 'hash' });
    await expect(twice).rejects.toThrow();
  });
});
