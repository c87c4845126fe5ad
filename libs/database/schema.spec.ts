import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { ENTITIES } from './entities/index.ts';
import { openDatabase } from './index.ts';
import { raw } from './testing/builders.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

interface Column {
  name: string;
  type: string;
  nullable: boolean;
}

describe('the schema', () => {
  it.each(ENTITIES.map(({ meta }) => meta.tableName))('table %s is as its entity says', async (table) => {
    const { database } = test;
    const columns = await raw<Column>(
      database.sql,
      `select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as nullable
        from pg_attribute where attrelid = $1::text::regclass and attnum > 0 and not attisdropped order by 1`,
      [table],
    );
    const meta = [...database.orm.getMetadata().getAll().values()].find(({ tableName }) => tableName === table);
    const expected = (meta?.props ?? []).map(({ fieldNames, columnTypes, nullable }) => ({
      name: fieldNames[0] ?? '',
      type: SAME_TYPE[columnTypes[0] ?? ''] ?? columnTypes[0] ?? '',
      nullable: nullable ?? false,
    }));
    expect(expected.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(columns);
  });

  it('is migrated once, also by processes that start together, and again by nobody', async () => {
    const { url, database } = test;
    const tables = await raw(database.sql, 'select from information_schema.tables');
    const others = await Promise.all([1, 2, 3].map(() => openDatabase({ url, poolSize: 1 })));
    await Promise.all(others.map((other) => other.migrate()));
    await Promise.all(others.map((other) => other.close()));
    expect(await raw(database.sql, 'select from information_schema.tables')).toHaveLength(tables.length);
    expect(await raw(database.sql, 'select name from migration')).toEqual([
      { name: 'migration-0001-initial' },
      { name: 'migration-0002-playbooks' },
      { name: 'migration-0003-desk' },
      { name: 'migration-0004-notifications' },
      { name: 'migration-0005-routing' },
      { name: 'migration-0006-search' },
      { name: 'migration-0007-talk' },
      { name: 'migration-0008-people' },
      { name: 'migration-0009-reports' },
      { name: 'migration-0010-untold' },
      { name: 'migration-0011-merges' },
      { name: 'migration-0012-missed' },
      { name: 'migration-0013-canned-versions' },
    ]);
  });
});

/** Names that PostgreSQL gives to the same types. */
const SAME_TYPE: Record<string, string> = { int: 'integer', timestamptz: 'timestamp with time zone' };
