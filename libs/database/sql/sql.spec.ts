import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { openDatabase } from '../database.ts';
import { type Sql, statement } from './sql.ts';

const INSERT = statement('test_insert', 'insert into test_row (id) values ($1)');
const ALL = statement('test_all', 'select id from test_row order by id');
const LOCK = statement('test_lock', 'select id from test_row where id = $1 for update');
const READ = statement('test_read', 'select count(*)::int as n from test_row');
const BROKEN = statement('test_broken', 'select 1 / $1::int');
const SLEEP = statement('test_sleep', 'select pg_sleep($1)');

describe('transactions', () => {
  let test: TestDatabase;
  let sql: Sql;
  beforeAll(async () => {
    test = await createTestDatabase({ poolSize: 1 });
    ({ sql } = test.database);
    await sql.rows(statement('test_create', 'create table test_row (id int primary key)'), []);
  });
  beforeEach(() => sql.rows(statement('test_clear', 'truncate test_row'), []));
  afterAll(() => test.close());

  const ids = async () => (await sql.rows<{ id: number }>(ALL, [])).map(({ id }) => id);

  it('commit what was done, and give the rows of each opening statement', async () => {
    await sql.rows(INSERT, [1]);
    const opening = [
      [LOCK, [1]],
      [READ, []],
    ] as const;
    const opened = await sql.transactionFrom(opening, async (transaction, ...rows) => {
      await transaction.rows(INSERT, [2]);
      return rows;
    });
    expect(opened).toEqual([[{ id: 1 }], [{ n: 1 }]]);
    expect(await ids()).toEqual([1, 2]);
  });

  it('roll back when the work throws, also for a reason of its own', async () => {
    const work = sql.transaction(async (transaction) => {
      await transaction.rows(INSERT, [1]);
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await ids()).toEqual([]);
  });

  it('commit along with the last statement', async () => {
    await sql.transaction(async (transaction) => {
      await transaction.rows(INSERT, [1]);
      await transaction.commitWith(INSERT, [2]);
    });
    expect(await ids()).toEqual([1, 2]);
  });

  it.each([
    ['a key exists', INSERT, [1], '23505'],
    ['the server fails', BROKEN, [0], '22012'],
  ])('are rolled back whole where the last statement fails: %s', async (_, last, values, code) => {
    const work = sql.transaction(async (transaction) => {
      await transaction.rows(INSERT, [1]);
      await transaction.commitWith(last, values);
    });
    await expect(work).rejects.toMatchObject({ code });
    expect(await ids()).toEqual([]);
  });

  it('send no commit behind a last statement that cannot be sent', async () => {
    const work = sql.transaction(async (transaction) => {
      await transaction.rows(INSERT, [1]);
      await transaction.commitWith(INSERT, [{ id: 2 }]);
    });
    await expect(work).rejects.toThrow(TypeError);
    expect(await ids()).toEqual([]);
  });

  it('tell the first reason where an opening statement fails, do none of the work, and leave a connection that works', async () => {
    let worked = false;
    const work = async () => {
      worked = true;
    };
    const opening = [
      [BROKEN, [0]],
      [READ, []],
    ] as const;
    await expect(sql.transactionFrom(opening, work)).rejects.toMatchObject({ code: '22012' });
    expect(worked).toBe(false);
    // the pool has one connection: it is free, and in no transaction
    await sql.rows(INSERT, [1]);
    expect(await ids()).toEqual([1]);
  });

  it('give a connection up on which the server does not answer in time', async () => {
    const database = await openDatabase({ url: test.url, poolSize: 1 });
    const work = database.sql.transaction(async (transaction) => {
      await transaction.rows(INSERT, [1]);
      await transaction.rows(SLEEP, [30], 100);
    });
    await expect(work).rejects.toThrow('Query read timeout');
    expect((await database.sql.rows<{ n: number }>(READ, []))[0]).toEqual({ n: 0 });
    await database.close();
  });
});
