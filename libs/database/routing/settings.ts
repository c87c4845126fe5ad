import { DEFAULT_ROUTING, Refusal, type RoutingChanges, type RoutingView } from '#libs/contracts';
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
  `insert into routing (team_id, mode, offer_seconds) values ($1, coalesce($2::text, $4), coalesce($3::int, $5))
  on conflict (team_id) do update
    set mode = coalesce($2::text, routing.mode), offer_seconds = coalesce($3::int, routing.offer_seconds)
  returning team_id as "teamId", mode, offer_seconds as "offerSeconds"`,
);

/** How the waiting conversations of a team, or of everybody, find an agent. */
export const routingRepository = (sql: Sql) => ({
  list: (): Promise<RoutingView[]> => sql.rows(LIST, [DEFAULT_ROUTING.mode, DEFAULT_ROUTING.offerSeconds]),

  /** Holds from the next look on; offers under way stay. Refusal `not_found` for a team that does not exist. */
  async set(teamId: string | null, { mode, offerSeconds }: RoutingChanges): Promise<RoutingView> {
    const values = [teamId, mode ?? null, offerSeconds ?? null, DEFAULT_ROUTING.mode, DEFAULT_ROUTING.offerSeconds];
    const [set] = await sql.rows<RoutingView>(SET, values).catch((error: unknown) => {
      throw isMissingReference(error) ? new Refusal('not_found') : error;
    });
    return set as RoutingView;
  },
});
export type RoutingRepository = ReturnType<typeof routingRepository>;
