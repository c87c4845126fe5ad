import { APPEND_RULES, type Entry, type EntryBody, type Phase, Refusal } from '#libs/contracts';
import { entryOf, NEXT_AT } from '../sql/columns.ts';
import { type Executor, type Sql, statement } from '../sql/sql.ts';
import { firstEntryOf } from '../timeline/repeats.ts';
import { wakesIf } from '../timeline/wake.ts';
import { type LockedSession, lockAgentForConversation, lockSession, type Person, peopleOf } from './lock.ts';

export interface Command {
  sessionId: string;
  byAgentId: string;
  /** A repeat with the same one has no further effect. */
  clientId: string;
}

export interface CommandResult {
  entry: Entry;
  repeated: boolean;
  wakes: boolean;
}

type CommandKind = 'assigned' | 'reassigned' | 'closed' | 'handedBack';
type Change = { [K in CommandKind]: { kind: K; body: EntryBody<K>; assigneeId: string | null } }[CommandKind];

const PHASE_AFTER: Record<CommandKind, Phase> = {
  assigned: 'live',
  reassigned: 'live',
  closed: 'closed',
  handedBack: 'bot',
};

/** Under the row's lock: what the command changes, or a Refusal. */
type Decide = (executor: Executor, session: LockedSession, by: Person, assignee: Person | null) => Promise<Change>;

/** From Unassigned to an agent who is online. The first commit wins; later ones learn who it was. */
export const assign = (sql: Sql, { agentId, ...command }: Command & { agentId: string }): Promise<CommandResult> =>
  run(sql, command, 'assigned', async (executor, session, by, assignee) => {
    if (session.phase === 'live') throw alreadyAssigned(assignee);
    requirePhase(session, 'assigned');
    const { name } = await lockAgentForConversation(executor, agentId);
    const body = { agentId, agentName: name, byAgentId: by.id, byName: by.name };
    return { kind: 'assigned', body, assigneeId: agentId };
  });

/** From its assignee to another agent who is online; only the assignee and admins may. */
export const reassign = (sql: Sql, { agentId, ...command }: Command & { agentId: string }): Promise<CommandResult> =>
  run(sql, command, 'reassigned', async (executor, session, by, assignee) => {
    requirePhase(session, 'reassigned');
    requireAssignee(by, assignee);
    if (!assignee || assignee.id === agentId) throw alreadyAssigned(assignee);
    const { name } = await lockAgentForConversation(executor, agentId);
    const from = { fromAgentId: assignee.id, fromName: assignee.name };
    const body = { ...from, agentId, agentName: name, byAgentId: by.id, byName: by.name };
    return { kind: 'reassigned', body, assigneeId: agentId };
  });

/** For good. A live conversation only by its assignee and admins, a waiting one by every agent. */
export const close = (sql: Sql, command: Command): Promise<CommandResult> =>
  run(sql, command, 'closed', async (_executor, session, by, assignee) => {
    requirePhase(session, 'closed');
    if (session.phase === 'live') requireAssignee(by, assignee);
    const body = { reason: 'agent' as const, byAgentId: by.id, byName: by.name };
    return { kind: 'closed', body, assigneeId: session.assigneeId };
  });

/** From its assignee (or an admin) back to the bot, which goes on where the playbook says. */
export const handBack = (sql: Sql, command: Command): Promise<CommandResult> =>
  run(sql, command, 'handedBack', async (_executor, session, by, assignee) => {
    requirePhase(session, 'handedBack');
    requireAssignee(by, assignee);
    return { kind: 'handedBack', body: { byAgentId: by.id, byName: by.name }, assigneeId: null };
  });

/** The row is locked by this transaction: nothing has to be checked again. */
const WRITE = statement(
  'command_write',
  `
with changed as (
  update session set
    last_seq = last_seq + 1, last_at = ${NEXT_AT},${wakesIf('true')},
    phase = $7, epoch = epoch + 1, team_id = case $7 when 'bot' then null else team_id end,
    assignee_id = $3, offered_to = null, wait_deadline_id = null, waiting_since = null,
    closed_at = case $7 when 'closed' then ${NEXT_AT} end
  where id = $1
  returning last_seq, last_at
)
insert into entry (session_id, seq, at, kind, author, author_id, client_id, body)
select $1, last_seq, last_at, $2, 'agent', $4::uuid, $5, $6::jsonb from changed
returning seq, at`,
);

/** Locks the session's row, answers a repeat with its first entry, lets `decide` check and writes what it decided. */
async function run(sql: Sql, command: Command, kind: CommandKind, decide: Decide): Promise<CommandResult> {
  const { sessionId, byAgentId, clientId } = command;
  return sql.transaction(async (executor) => {
    const session = await lockSession(executor, sessionId);
    const author = { author: 'agent', authorId: byAgentId, clientId } as const;
    const first = await firstEntryOf(executor, { sessionId, ...author });
    if (first?.kind === kind) return { entry: first, repeated: true, wakes: true };
    // the clientId was used for something else
    if (first) throw new Refusal('invalid_body');
    const { by, assignee } = await peopleOf(executor, byAgentId, session.assigneeId);
    const { body, assigneeId } = await decide(executor, session, by, assignee);
    const values = [sessionId, kind, assigneeId, byAgentId, clientId, JSON.stringify(body), PHASE_AFTER[kind]];
    const [row] = await executor.rows<{ seq: number; at: string }>(WRITE, values);
    const { seq, at } = row as { seq: number; at: string };
    return { entry: entryOf({ seq, at, kind, ...author, body }), repeated: false, wakes: true };
  });
}

function requirePhase({ phase }: LockedSession, kind: CommandKind): void {
  if (APPEND_RULES[kind].agent?.phases.includes(phase)) return;
  throw new Refusal(phase === 'closed' ? 'session_closed' : 'wrong_phase');
}

function requireAssignee(by: Person, assignee: Person | null): void {
  if (by.isAdmin || by.id === assignee?.id) return;
  throw new Refusal('not_assignee', assignee ? { winnerName: assignee.name } : {});
}

const alreadyAssigned = (assignee: Person | null): Refusal =>
  new Refusal('already_assigned', assignee ? { winnerName: assignee.name } : {});
