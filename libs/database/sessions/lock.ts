import { type Phase, Refusal } from '#libs/contracts';
import { IS_CONNECTED } from '../presence/online.ts';
import { LOAD } from '../routing/room.ts';
import { type Executor, statement } from '../sql/sql.ts';
import { isOfTeam, type Rights } from './rights.ts';

export interface LockedSession {
  id: string;
  phase: Phase;
  assigneeId: string | null;
  teamId: string | null;
  /** Whom it is offered to. */
  offeredTo: string | null;
  offerNo: number;
}

const LOCK_SESSION = statement(
  'lock_session',
  `select id, phase, assignee_id as "assigneeId", team_id as "teamId", offered_to as "offeredTo", offer_no as "offerNo"
  from session where id = $1 and erased_at is null for no key update`,
);

/** Locks the session's row until the transaction ends. Refusal `not_found`, also for an erased one. */
export async function lockSession(executor: Executor, sessionId: string): Promise<LockedSession> {
  const [session] = await executor.rows<LockedSession>(LOCK_SESSION, [sessionId]);
  if (!session) throw new Refusal('not_found');
  return session;
}

const LOCK_AGENT = statement('lock_agent', `select id from agent where id = $1 for no key update`);

/** What is offered to them is held for them, this conversation itself aside. Read after the lock, in a statement of its own: the locking one may have seen what was before it had to wait. */
const CHECK_AGENT = statement(
  'check_agent',
  `
select id, name, role, team_id as "teamId", switched_on and ${IS_CONNECTED} as online,
  ${LOAD} - (select count(*) from session where id = $2 and offered_to = a.id and phase = 'waiting') < capacity as "hasRoom"
from agent a where a.id = $1`,
);

/**
 * Locks the agent's row (always after the session's) and checks that the agent can take the conversation.
 * Refusals: `not_found`, `wrong_team`, `agent_offline`, `agent_busy`.
 */
export async function lockAgentForConversation(
  executor: Executor,
  agentId: string,
  session: LockedSession,
): Promise<{ name: string }> {
  type Row = Rights & { name: string; online: boolean; hasRoom: boolean };
  await executor.rows(LOCK_AGENT, [agentId]);
  const [agent] = await executor.rows<Row>(CHECK_AGENT, [agentId, session.id]);
  if (!agent) throw new Refusal('not_found');
  if (!isOfTeam(agent, session)) throw new Refusal('wrong_team');
  if (!agent.online) throw new Refusal('agent_offline');
  if (!agent.hasRoom) throw new Refusal('agent_busy');
  return { name: agent.name };
}

const PEOPLE = statement(
  'people_of_command',
  `select id, name, role, team_id as "teamId" from agent where id = any ($1::uuid[])`,
);

export interface Person extends Rights {
  name: string;
}

/** Who gives a command and whose the conversation is. Refusal `not_found` when the commander does not exist. */
export async function peopleOf(
  executor: Executor,
  byAgentId: string,
  assigneeId: string | null,
): Promise<{ by: Person; assignee: Person | null }> {
  const ids = assigneeId ? [byAgentId, assigneeId] : [byAgentId];
  const people = await executor.rows<Person>(PEOPLE, [ids]);
  const by = people.find(({ id }) => id === byAgentId);
  if (!by) throw new Refusal('not_found');
  return { by, assignee: people.find(({ id }) => id === assigneeId) ?? null };
}
