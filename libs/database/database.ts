import { callsRepository } from './calls/index.ts';
import { cannedRepository } from './canned/index.ts';
import { crmRepository } from './crm/index.ts';
import { filesRepository } from './files/index.ts';
import { migrate } from './migrate.ts';
import { notificationsRepository } from './notifications/index.ts';
import { pushSubscriptionsRepository } from './notifications/subscriptions.ts';
import { type DatabaseOptions, openOrm } from './orm.ts';
import { peopleRepository } from './people/index.ts';
import { playbooksRepository } from './playbooks/index.ts';
import { trialsRepository } from './playbooks/trials.ts';
import { VersionCache } from './playbooks/version-cache.ts';
import { presenceRepository } from './presence/index.ts';
import { receiptsRepository } from './receipts/index.ts';
import { reportsRepository } from './reports/index.ts';
import { resultsRepository } from './results/index.ts';
import { offersRepository } from './routing/offers.ts';
import { routingRepository } from './routing/settings.ts';
import { savedViewsRepository } from './saved-views/index.ts';
import { searchRepository } from './search/index.ts';
import { sessionsRepository } from './sessions/index.ts';
import { agentsRepository } from './setup/agents.ts';
import { sitesRepository } from './setup/sites.ts';
import { teamsRepository } from './setup/teams.ts';
import { Sql, statement } from './sql/sql.ts';
import { sweepRepository } from './sweep/index.ts';
import { timelineRepository } from './timeline/index.ts';
import { transcriptsRepository } from './transcripts/index.ts';
import { visitsRepository } from './visits/index.ts';

const PING = statement('ping', 'select 1');

/** Opens the pool (connections are made when needed) and what reads and writes through it. */
export async function openDatabase(options: DatabaseOptions) {
  const { orm, pool } = await openOrm(options);
  const sql = new Sql(pool);
  const em = () => orm.em.fork();
  const versions = new VersionCache();
  return {
    orm,
    sql,
    agents: agentsRepository(em, sql),
    teams: teamsRepository(sql),
    sites: sitesRepository(em),
    playbooks: playbooksRepository(em, sql, versions),
    trials: trialsRepository(sql),
    timeline: timelineRepository(sql),
    sessions: sessionsRepository(sql, versions),
    search: searchRepository(sql),
    savedViews: savedViewsRepository(sql),
    calls: callsRepository(sql),
    canned: cannedRepository(sql),
    files: filesRepository(sql),
    receipts: receiptsRepository(sql),
    results: resultsRepository(sql),
    crm: crmRepository(sql),
    reports: reportsRepository(sql),
    people: peopleRepository(sql),
    visits: visitsRepository(sql),
    transcripts: transcriptsRepository(sql),
    presence: presenceRepository(sql),
    routing: routingRepository(sql),
    offers: offersRepository(sql),
    sweep: sweepRepository(sql),
    notifications: notificationsRepository(sql),
    pushSubscriptions: pushSubscriptionsRepository(sql),
    /** Brings the schema up to date; processes that do so at once take turns. */
    migrate: () => migrate(options),
    /** Throws when PostgreSQL does not answer in time. */
    ping: async (): Promise<void> => {
      await sql.rows(PING, []);
    },
    close: (): Promise<void> => orm.close(true),
  };
}
export type Database = Awaited<ReturnType<typeof openDatabase>>;
