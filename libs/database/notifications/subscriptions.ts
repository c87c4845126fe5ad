import type { PushSubscriptionBody } from '#libs/contracts';
import { type Executor, statement } from '../sql/sql.ts';

/** A device of an agent. */
export interface Subscription {
  agentId: string;
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** Devices of one agent; the oldest one goes when another one comes. */
const MOST = 20;

/** Whoever signs in on a device takes it over. */
const SAVE = statement(
  'push_save',
  `
with saved as (
  insert into push_subscription (endpoint, agent_id, p256dh, auth, token_version)
  select $2, id, $3, $4, token_version from agent where id = $1
  on conflict (endpoint) do update set agent_id = excluded.agent_id, p256dh = excluded.p256dh, auth = excluded.auth,
    token_version = excluded.token_version, created_at = excluded.created_at
)
delete from push_subscription where agent_id = $1 and endpoint <> $2 and endpoint in (
  select endpoint from push_subscription where agent_id = $1 and endpoint <> $2
  order by created_at desc offset ${MOST - 1}
)`,
);

const REMOVE = statement('push_remove', 'delete from push_subscription where agent_id = $1 and endpoint = $2');
const GONE = statement('push_gone', 'delete from push_subscription where endpoint = $1');

const OF = statement(
  'push_of',
  `select d.agent_id as "agentId", d.endpoint, d.p256dh, d.auth
  from push_subscription d join agent a on a.id = d.agent_id and a.token_version = d.token_version
  where d.agent_id = any ($1::uuid[])`,
);

/** Devices that can be reached with the inbox closed. */
export const pushSubscriptionsRepository = (executor: Executor) => ({
  async save(agentId: string, { endpoint, keys }: PushSubscriptionBody): Promise<void> {
    await executor.rows(SAVE, [agentId, endpoint, keys.p256dh, keys.auth]);
  },

  /** The agent signs out there, or wishes no more of it. Somebody else's stays. */
  async remove(agentId: string, endpoint: string): Promise<void> {
    await executor.rows(REMOVE, [agentId, endpoint]);
  },

  /** The push service does not know it any more. */
  async gone(endpoint: string): Promise<void> {
    await executor.rows(GONE, [endpoint]);
  },

  /** Of those whose tokens were ended since, none. */
  of: (agentIds: readonly string[]) => executor.rows<Subscription>(OF, [agentIds]),
});
export type PushSubscriptionsRepository = ReturnType<typeof pushSubscriptionsRepository>;
