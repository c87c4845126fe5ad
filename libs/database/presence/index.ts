import { type AgentView, Refusal, type Role } from '#libs/contracts';
import { type Sql, statement } from '../sql/sql.ts';
import { ANYBODY_ONLINE, GAP, goOnline, IS_CONNECTED } from './online.ts';

/** One statement: heartbeat, leases, and what gateways that are gone for a day left behind. */
const BEAT = statement(
  'presence_beat',
  `
with others as (
  select max(beat_at) as last_beat from gateway_heartbeat
), heartbeat as (
  insert into gateway_heartbeat as h (gateway_id, beat_at, steady_since, resumed_from)
  select $1, clock_timestamp(), clock_timestamp(),
    case when last_beat < clock_timestamp() - ${GAP} then last_beat end from others
  on conflict (gateway_id) do update set
    beat_at = excluded.beat_at,
    steady_since = case when h.beat_at < excluded.beat_at - ${GAP} then excluded.beat_at else h.steady_since end,
    resumed_from = case when h.beat_at < excluded.beat_at - ${GAP} then excluded.resumed_from else h.resumed_from end
), renewed as (
  insert into agent_lease as l (agent_id, gateway_id, renewed_at)
  select id, $1, clock_timestamp() from agent where id = any ($2::uuid[]) and disabled_at is null
  on conflict (agent_id, gateway_id) do update set
    renewed_at = excluded.renewed_at, ended_at = null,
    since = case when l.ended_at is null and l.renewed_at > excluded.renewed_at - interval '60 seconds' then l.since
      else excluded.renewed_at end
), old_leases as (
  delete from agent_lease where gateway_id <> $1 and renewed_at < now() - interval '1 day'
)
delete from gateway_heartbeat where gateway_id <> $1 and beat_at < now() - interval '1 day'`,
);

/** The grace time begins: the agent was there until now. */
const DISCONNECT = statement(
  'presence_disconnect',
  `update agent_lease set ended_at = clock_timestamp(), renewed_at = clock_timestamp()
  where gateway_id = $1 and agent_id = $2 and ended_at is null`,
);

const SWITCH = statement(
  'presence_switch',
  `update agent set switched_on = $2, switched_at = case when switched_on = $2 then switched_at else clock_timestamp() end
  where id = $1 and disabled_at is null returning id`,
);

const AGENTS = statement(
  'presence_agents',
  `select id, name, email, role, team_id as "teamId", capacity, switched_on as "switchedOn",
    disabled_at is not null as disabled, token_version as "tokenVersion", ${IS_CONNECTED} as connected
  from agent a order by name, id`,
);

/** An agent as others see them, and what the sockets of theirs must have. */
export type Standing = AgentView & { tokenVersion: number };

const ANY_ONLINE = statement('presence_any_online', `select ${ANYBODY_ONLINE} as online`);

/** Who is there: switches and leases. All times are the database's. */
export const presenceRepository = (sql: Sql) => ({
  /**
   * The gateway's heartbeat, every 10 s and when an agent connects: renews the leases of those connected through it.
   * @param agentIds unknown ids are passed over
   */
  async beat(gatewayId: string, agentIds: readonly string[]): Promise<void> {
    await goOnline(sql, (executor) => executor.rows(BEAT, [gatewayId, agentIds]));
  },

  /** The agent's last socket at this gateway was closed: not connected any more, and gone after the grace time. */
  async disconnect(gatewayId: string, agentId: string): Promise<void> {
    await sql.rows(DISCONNECT, [gatewayId, agentId]);
  },

  /** The switch at the bottom left of the inbox. Refusal `not_found`. */
  async setSwitch(agentId: string, on: boolean): Promise<void> {
    const [row] = await goOnline(sql, (executor) => executor.rows<{ id: string }>(SWITCH, [agentId, on]));
    if (!row) throw new Refusal('not_found');
  },

  /** All agents by name, with their availability. */
  async agents(): Promise<AgentView[]> {
    return (await standings(sql)).map(({ tokenVersion: _tokenVersion, ...agent }) => agent);
  },

  /** The same, with the version that their tokens must have. */
  standings: (): Promise<Standing[]> => standings(sql),

  /** A hint for the bot: whether anybody would pick up. */
  async anyOnline(): Promise<boolean> {
    const [row] = await sql.rows<{ online: boolean }>(ANY_ONLINE, []);
    return row?.online ?? false;
  },
});
async function standings(sql: Sql): Promise<Standing[]> {
  const rows = await sql.rows<Omit<Standing, 'availability'> & { role: Role; connected: boolean }>(AGENTS, []);
  return rows.map(({ connected, ...agent }) => ({
    ...agent,
    availability: connected ? (agent.switchedOn ? 'online' : 'away') : 'offline',
  }));
}

export type PresenceRepository = ReturnType<typeof presenceRepository>;
