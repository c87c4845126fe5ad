import { Connection } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createTestDatabase, createTimeSkipping, eventually, type TestDatabase, testTemporal } from './index.ts';

describe('createTestDatabase', () => {
  let first: TestDatabase;
  let second: TestDatabase;
  beforeAll(async () => {
    [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });
  afterAll(() => Promise.all([first.close(), second.close()]));

  it('gives each its own migrated database', async () => {
    await first.database.agents.create({ email: 'a@b.example', name: 'A', role: 'agent', passwordHash: 'x' });
    expect(await first.database.agents.list()).toHaveLength(1);
    expect(await second.database.agents.list()).toHaveLength(0);
  });
});

describe('temporalAddress', () => {
  it('is a server with the namespace and the search attributes', async () => {
    const { address, namespace } = await testTemporal();
    const connection = await Connection.connect({ address });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    expect(Object.keys(customAttributes ?? {})).toEqual(expect.arrayContaining(['SessionPhase', 'PlaybookVersion']));
    await connection.close();
  });
});

describe('createTimeSkipping', () => {
  let environment: TestWorkflowEnvironment;
  beforeAll(async () => {
    environment = await createTimeSkipping();
  }, 120_000);
  afterAll(() => environment.teardown());

  it('lets an hour pass at once', async () => {
    const before = await environment.currentTimeMs();
    const began = Date.now();
    await environment.sleep('1 hour');
    expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(3_600_000);
    expect(Date.now() - began).toBeLessThan(60_000);
  });
});

describe('eventually', () => {
  it('waits for what comes true', async () => {
    let asked = 0;
    const answer = await eventually(() => {
      asked++;
      if (asked < 3) throw new Error('not yet');
      return asked;
    });
    expect(answer).toBe(3);
  });

  it('throws the last error when the time is over', async () => {
    const never = () => Promise.reject(new Error('never'));
    await expect(eventually(never, { timeout: 30, every: 5 })).rejects.toThrow('never');
  });
});
