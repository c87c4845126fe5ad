import { Refusal, type Role } from '#libs/contracts';
import { type Executor, statement } from '../sql/sql.ts';

/** Whoever looks, as SQL. */
interface Viewer {
  id: string;
  role: string;
  teamId: string;
}

/**
 * SQL: whether a viewer may see the session's row: it is everybody's or their team's; admins see all, and so do
 * supervisors who are in no team. A live conversation stays its assignee's, whatever team they are put in.
 */
const seesIf = ({ id, role, teamId }: Viewer, session: string): string => `(
  ${session}.team_id is null or ${session}.team_id = ${teamId} or ${role} = 'admin'
  or (${role} = 'supervisor' and ${teamId} is null) or (${session}.phase = 'live' and ${session}.assignee_id = ${id})
)`;

/** SQL: whether the agent with the id `parameter` may see the session's row; their row is read once, not per session. */
export const maySee = (parameter: string, session = 's'): string =>
  seesIf(
    {
      id: parameter,
      role: `(select role from agent where id = ${parameter})`,
      teamId: `(select team_id from agent where id = ${parameter})`,
    },
    session,
  );

/** SQL: the same for what counts conversations of the column's team, and is nobody's own. */
export const maySeeTeam = (parameter: string, teamId: string): string => `(
  ${teamId} is null or ${teamId} = (select team_id from agent where id = ${parameter})
  or (select role = 'admin' or (role = 'supervisor' and team_id is null) from agent where id = ${parameter})
)`;

/** Who acts or is acted on, as far as their rights go. */
export interface Rights {
  id: string;
  role: Role;
  teamId: string | null;
}

interface Owned {
  phase: string;
  assigneeId: string | null;
  teamId: string | null;
}

/** Whether the conversation is everybody's, or the agent's own to take: by team or by role. */
export const isOfTeam = ({ role, teamId }: Rights, session: Pick<Owned, 'teamId'>): boolean =>
  session.teamId === null ||
  session.teamId === teamId ||
  role === 'admin' ||
  (role === 'supervisor' && teamId === null);

/** The same rule as `maySee`, for a row that is at hand. */
export const sees = (agent: Rights, session: Owned): boolean =>
  isOfTeam(agent, session) || (session.phase === 'live' && session.assigneeId === agent.id);

/** Whether the agent leads others: acts on conversations that are somebody else's. */
export const leads = ({ role }: Rights): boolean => role === 'admin' || role === 'supervisor';

const VISIBLE = statement(
  'rights_visible',
  `select 1 from session s where s.id = $1 and s.erased_at is null and ${maySee('$2::uuid')}`,
);

/** Refusal `not_found` where there is no such session, or the agent may not see it. */
export async function requireVisible(executor: Executor, sessionId: string, agentId: string): Promise<void> {
  const [visible] = await executor.rows(VISIBLE, [sessionId, agentId]);
  if (!visible) throw new Refusal('not_found');
}

const AUDIENCE = statement(
  'rights_audience',
  `select a.id from session s join agent a on a.id = any ($2::uuid[])
  where s.id = $1 and s.erased_at is null
    and ${seesIf({ id: 'a.id', role: 'a.role', teamId: 'a.team_id' }, 's')}`,
);

/** Those of the agents who may see the session. */
export async function audienceOf(
  executor: Executor,
  sessionId: string,
  agentIds: readonly string[],
): Promise<Set<string>> {
  if (agentIds.length === 0) return new Set();
  const rows = await executor.rows<{ id: string }>(AUDIENCE, [sessionId, agentIds]);
  return new Set(rows.map(({ id }) => id));
}

const OWNERS = statement(
  'rights_owners',
  `select id as "sessionId", team_id as "teamId", case when phase = 'live' then assignee_id end as "assigneeId",
    conversation_at is not null or erased_at is not null as listed
  from session where id = any ($1::uuid[])`,
);

export interface Owner {
  sessionId: string;
  /** Null: everybody's. */
  teamId: string | null;
  /** The agent who leads it. */
  assigneeId: string | null;
  /** It is in a list, or was until it was erased. */
  listed: boolean;
}

/** Whose the sessions are. */
export const ownersOf = (executor: Executor, sessionIds: readonly string[]): Promise<Owner[]> =>
  executor.rows(OWNERS, [sessionIds]);
