import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { ENTITIES } from './entities/index.ts';
import { Migration0001Initial } from './migrations/migration-0001-initial.ts';
import { Migration0002Playbooks } from './migrations/migration-0002-playbooks.ts';
import { Migration0003Desk } from './migrations/migration-0003-desk.ts';
import { Migration0004Notifications } from './migrations/migration-0004-notifications.ts';
import { Migration0005Routing } from './migrations/migration-0005-routing.ts';
import { Migration0006Search } from './migrations/migration-0006-search.ts';
import { Migration0007Talk } from './migrations/migration-0007-talk.ts';
import { Migration0008People } from './migrations/migration-0008-people.ts';
import { Migration0009Reports } from './migrations/migration-0009-reports.ts';
import { Migration0010Untold } from './migrations/migration-0010-untold.ts';
import { Migration0011Merges } from './migrations/migration-0011-merges.ts';
import { Migration0012Missed } from './migrations/migration-0012-missed.ts';
import { Migration0013CannedVersions } from './migrations/migration-0013-canned-versions.ts';
import type { PgPool } from './sql/pool.ts';

export interface DatabaseOptions {
  /** postgresql://… */
  url: string;
  /** Connections at most; 10 unless told. */
  poolSize?: number;
  /** Shown in `pg_stat_activity`. */
  applicationName?: string;
}

/** Milliseconds. The server gives up before the client does, so that its answer says why. */
const TIMEOUTS = {
  lock_timeout: 800,
  statement_timeout: 950,
  idle_in_transaction_session_timeout: 5_000,
  /** For a server that hangs and cannot give up by itself. */
  query_timeout: 3_000,
  connectionTimeoutMillis: 5_000,
};

/**
 * MikroORM and the pool that it made. Nothing is connected yet: PostgreSQL may still be on its way.
 * @param limited false for migrations, which may take long
 */
export async function openOrm(options: DatabaseOptions, limited = true): Promise<{ orm: MikroORM; pool: PgPool }> {
  const made = Promise.withResolvers<PgPool>();
  const orm = await MikroORM.init({
    clientUrl: options.url,
    entities: ENTITIES,
    extensions: [Migrator],
    migrations: {
      tableName: 'migration',
      snapshot: false,
      silent: true,
      migrationsList: [
        { name: 'migration-0001-initial', class: Migration0001Initial },
        { name: 'migration-0002-playbooks', class: Migration0002Playbooks },
        { name: 'migration-0003-desk', class: Migration0003Desk },
        { name: 'migration-0004-notifications', class: Migration0004Notifications },
        { name: 'migration-0005-routing', class: Migration0005Routing },
        { name: 'migration-0006-search', class: Migration0006Search },
        { name: 'migration-0007-talk', class: Migration0007Talk },
        { name: 'migration-0008-people', class: Migration0008People },
        { name: 'migration-0009-reports', class: Migration0009Reports },
        { name: 'migration-0010-untold', class: Migration0010Untold },
        { name: 'migration-0011-merges', class: Migration0011Merges },
        { name: 'migration-0012-missed', class: Migration0012Missed },
        { name: 'migration-0013-canned-versions', class: Migration0013CannedVersions },
      ],
    },
    // otherwise the first use looks for the database by a query of its own, and creates it where it is not
    ensureDatabase: false,
    pool: { min: 0, max: options.poolSize ?? 10 },
    driverOptions: {
      application_name: options.applicationName ?? 'foyer',
      keepAlive: true,
      // statements that wait for nothing of each other go in one round trip
      pipeline: true,
      ...(limited ? TIMEOUTS : {}),
      onPoolCreated: made.resolve,
    },
    // times in raw statements come as text: one zone for all of them
    forceUtcTimezone: true,
  });
  // makes the pool, without a connection
  orm.em.getConnection().getClient();
  return { orm, pool: await made.promise };
}
