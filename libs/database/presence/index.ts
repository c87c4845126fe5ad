import { type AgentView, Refusal, type Role } from '#libs/contracts';
import { type Sql, statement } from '../sql/sql.ts';
import { ANYBODY_ONLINE, goOnline, IS_CONNECTED } from './online.ts';

/** A gateway that was silent for longer than this (it beats every 10 s) had a gap. */
const GAP = `interval '30 seconds'`;

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
  insert into agent_lease (agent_id, gateway_id, renewed_at)
  select id, $1, clock_timestamp() from agent where id = any ($2::uuid[])
  on conflict (agent_id, gateway_id) do update set renewed_at = excluded.renewed_at
), old_leases as (
  delete from agent_lease where gateway_id <> $1 and renewed_at < now() - interval '1 day'
)
delete from gateway_heartbeat where gateway_id <> $1 and beat_at < now() - interval '1 day'`,
);

const DISCONNECT = statement('presence_disconnect', `delete from agent_lease where gateway_id = $1 and agent_id = $2`);

const SWITCH = statement('presence_switch', `update agent set switched_on = $2 where id = $1 returning id`);

const AGENTS = statement(
  'presence_agents',
  `select id, name, email, role, team_id as "teamId", switched_on as "switchedOn", ${IS_CONNECTED} as connected from agent a order by name, id`,
);

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

  /** The agent's last socket at this gateway was closed: the lease ends at once. */
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
    const rows = await sql.rows<Omit<AgentView, 'availability'> & { role: Role; connected: boolean }>(AGENTS, []);
    return rows.map(({ connected, ...agent }) => ({
      ...agent,
      availability: connected ? (agent.switchedOn ? 'online' : 'away') : 'offline',
    }));
  },

  /** A hint for the bot: whether anybody would pick up. */
  async anyOnline(): Promise<boolean> {
    const [row] = await sql.rows<{ online: boolean }>(ANY_ONLINE, []);
    return row?.online ?? false;
  },
});
export type PresenceRepository = ReturnType<typeof presenceRepository>;
