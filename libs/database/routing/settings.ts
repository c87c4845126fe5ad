import { DEFAULT_ROUTING, Refusal, type RoutingSettings, type RoutingView } from '#libs/contracts';
import { isMissingReference } from '../sql/errors.ts';
import { type Sql, statement } from '../sql/sql.ts';

/** Those of everybody first, then the teams by name. */
const LIST = statement(
  'routing_list',
  `select t.id as "teamId", coalesce(r.mode, $1) as mode, coalesce(r.offer_seconds, $2) as "offerSeconds"
  from (select null::uuid as id, null as name union all select id, name from team) t
  left join routing r on r.team_id is not distinct from t.id
  order by t.name nulls first, t.id`,
);

const SET = statement(
  'routing_set',
  `insert into routing (team_id, mode, offer_seconds) values ($1, $2, $3)
  on conflict (team_id) do update set mode = excluded.mode, offer_seconds = excluded.offer_seconds`,
);

/** How the waiting conversations of a team, or of everybody, find an agent. */
export const routingRepository = (sql: Sql) => ({
  list: (): Promise<RoutingView[]> => sql.rows(LIST, [DEFAULT_ROUTING.mode, DEFAULT_ROUTING.offerSeconds]),

  /** Holds from the next look on; offers under way stay. Refusal `not_found` for a team that does not exist. */
  async set(teamId: string | null, { mode, offerSeconds }: RoutingSettings): Promise<RoutingView> {
    await sql.rows(SET, [teamId, mode, offerSeconds]).catch((error: unknown) => {
      throw isMissingReference(error) ? new Refusal('not_found') : error;
    });
    return { teamId, mode, offerSeconds };
  },
});
export type RoutingRepository = ReturnType<typeof routingRepository>;
