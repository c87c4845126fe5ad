import { type Phase, Refusal } from '#libs/contracts';
import { IS_CONNECTED } from '../presence/online.ts';
import { type Executor, statement } from '../sql/sql.ts';

export interface LockedSession {
  id: string;
  phase: Phase;
  assigneeId: string | null;
}

const LOCK_SESSION = statement(
  'lock_session',
  `select id, phase, assignee_id as "assigneeId" from session where id = $1 and erased_at is null for no key update`,
);

/** Locks the session's row until the transaction ends. Refusal `not_found`, also for an erased one. */
export async function lockSession(executor: Executor, sessionId: string): Promise<LockedSession> {
  const [session] = await executor.rows<LockedSession>(LOCK_SESSION, [sessionId]);
  if (!session) throw new Refusal('not_found');
  return session;
}

const LOCK_AGENT = statement('lock_agent', `select id from agent where id = $1 for no key update`);

/** Read after the lock, in a statement of its own: the locking one may have seen what was before it had to wait. */
const CHECK_AGENT = statement(
  'check_agent',
  `
select name, switched_on and ${IS_CONNECTED} as online,
  (select count(*) from session where assignee_id = a.id and phase = 'live')::int < capacity as "hasRoom"
from agent a where id = $1`,
);

/**
 * Locks the agent's row (always after the session's) and checks that the agent can take a conversation.
 * Refusals: `not_found`, `agent_offline`, `agent_busy`.
 */
export async function lockAgentForConversation(executor: Executor, agentId: string): Promise<{ name: string }> {
  await executor.rows(LOCK_AGENT, [agentId]);
  const [agent] = await executor.rows<{ name: string; online: boolean; hasRoom: boolean }>(CHECK_AGENT, [agentId]);
  if (!agent) throw new Refusal('not_found');
  if (!agent.online) throw new Refusal('agent_offline');
  if (!agent.hasRoom) throw new Refusal('agent_busy');
  return { name: agent.name };
}

const PEOPLE = statement('people_of_command', `select id, name, role from agent where id = any ($1::uuid[])`);

export interface Person {
  id: string;
  name: string;
  isAdmin: boolean;
}

/** Who gives a command and whose the conversation is. Refusal `not_found` when the commander does not exist. */
export async function peopleOf(
  executor: Executor,
  byAgentId: string,
  assigneeId: string | null,
): Promise<{ by: Person; assignee: Person | null }> {
  const ids = assigneeId ? [byAgentId, assigneeId] : [byAgentId];
  const rows = await executor.rows<{ id: string; name: string; role: string }>(PEOPLE, [ids]);
  const people = rows.map(({ id, name, role }) => ({ id, name, isAdmin: role === 'admin' }));
  const by = people.find(({ id }) => id === byAgentId);
  if (!by) throw new Refusal('not_found');
  return { by, assignee: people.find(({ id }) => id === assigneeId) ?? null };
}
