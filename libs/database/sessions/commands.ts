import { APPEND_RULES, type Entry, type EntryBody, type Phase, Refusal } from '#libs/contracts';
import { entryOf, NEXT_AT } from '../sql/columns.ts';
import { type Executor, type Sql, statement } from '../sql/sql.ts';
import { firstEntryOf } from '../timeline/repeats.ts';
import { wakesIf } from '../timeline/wake.ts';
import { closingOf } from './close-reasons.ts';
import { type LockedSession, lockAgentForConversation, lockSession, type Person, peopleOf } from './lock.ts';
import { leads, sees } from './rights.ts';

export interface Command {
  sessionId: string;
  byAgentId: string;
  /** A repeat with the same one has no further effect. */
  clientId: string;
}

/** A command that may take an internal note along. */
export type WithNote<C extends Command = Command> = C & { note?: string | undefined };

export interface CommandResult {
  entry: Entry;
  /** The note that went with it; not in the answer to a repeat. */
  note: Entry | null;
  repeated: boolean;
  wakes: boolean;
}

type CommandKind = 'assigned' | 'reassigned' | 'returned' | 'closed' | 'handedBack';
type Change = { [K in CommandKind]: { kind: K; body: EntryBody<K>; assigneeId: string | null } }[CommandKind];

const PHASE_AFTER: Record<CommandKind, Phase> = {
  assigned: 'live',
  reassigned: 'live',
  returned: 'waiting',
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
    await requireNotOffered(executor, session, by, agentId);
    const { name } = await lockAgentForConversation(executor, agentId, session);
    const body = { agentId, agentName: name, byAgentId: by.id, byName: by.name };
    return { kind: 'assigned', body, assigneeId: agentId };
  });

/** Taken by whom it is offered to. Refusal `offer_over` once the offer was declined, has passed or was withdrawn. */
export const accept = (sql: Sql, { no, ...command }: Command & { no: number }): Promise<CommandResult> =>
  run(sql, command, 'assigned', async (executor, session, by, assignee) => {
    if (session.phase === 'live') throw alreadyAssigned(assignee);
    requirePhase(session, 'assigned');
    if (session.offeredTo !== by.id || session.offerNo !== no) throw new Refusal('offer_over');
    await lockAgentForConversation(executor, by.id, session);
    const body = { agentId: by.id, agentName: by.name, byAgentId: by.id, byName: by.name };
    return { kind: 'assigned', body, assigneeId: by.id };
  });

/** From its assignee to another agent who is online; only the assignee, supervisors and admins may. */
export const reassign = (
  sql: Sql,
  { agentId, ...command }: WithNote<Command & { agentId: string }>,
): Promise<CommandResult> =>
  run(sql, command, 'reassigned', async (executor, session, by, assignee) => {
    requirePhase(session, 'reassigned');
    requireAssignee(by, assignee);
    if (!assignee || assignee.id === agentId) throw alreadyAssigned(assignee);
    const { name } = await lockAgentForConversation(executor, agentId, session);
    const from = { fromAgentId: assignee.id, fromName: assignee.name };
    const body = { ...from, agentId, agentName: name, byAgentId: by.id, byName: by.name };
    return { kind: 'reassigned', body, assigneeId: agentId };
  });

/** From its assignee back to Unassigned, where it waits anew; only the assignee, supervisors and admins may. */
export const giveBack = (sql: Sql, command: WithNote): Promise<CommandResult> =>
  run(sql, command, 'returned', async (_executor, session, by, assignee) => {
    requirePhase(session, 'returned');
    requireAssignee(by, assignee);
    if (!assignee) throw new Refusal('wrong_phase');
    const from = { fromAgentId: assignee.id, fromName: assignee.name };
    const body = { reason: 'agent' as const, ...from, byAgentId: by.id, byName: by.name };
    return { kind: 'returned', body, assigneeId: null };
  });

export interface CloseCommand extends Command {
  /** One of the list; missing: none was given. */
  reasonId?: string | undefined;
  /** More about the reason. */
  note?: string | undefined;
}

/**
 * For good. A live conversation only by its assignee, supervisors and admins, a waiting one by every agent. The note
 * belongs to the reason, and stays with it.
 */
export const close = (sql: Sql, { reasonId, note, ...command }: CloseCommand): Promise<CommandResult> =>
  run(sql, command, 'closed', async (executor, session, by, assignee) => {
    requirePhase(session, 'closed');
    if (session.phase === 'live') requireAssignee(by, assignee);
    const closing = reasonId === undefined ? undefined : await closingOf(executor, reasonId, note ?? null);
    const body = { reason: 'agent' as const, byAgentId: by.id, byName: by.name, ...(closing && { closing }) };
    return { kind: 'closed', body, assigneeId: session.assigneeId };
  });

/** From its assignee (or a supervisor or an admin) back to the bot, which goes on where the playbook says. */
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
with waited as (
  select team_id, waiting_since, last_at from session where id = $1 and $2 = 'assigned'
), picked_up as (
  insert into pick_up (session_id, at, team_id, waited_seconds)
  select $1, ${NEXT_AT}, team_id, extract(epoch from ${NEXT_AT} - waiting_since) from waited
), changed as (
  update session set
    last_seq = last_seq + case when $8::text is null then 1 else 2 end, last_at = ${NEXT_AT},${wakesIf('true')},
    phase = $7, epoch = epoch + 1,
    assignee_id = $3, offered_to = null, offer_until = null, wait_deadline_id = null,
    -- whoever it was taken from is not the one to be asked for it next
    offered_before = case $2 when 'returned' then array[assignee_id] else '{}' end,
    waiting_since = case $7 when 'waiting' then ${NEXT_AT} end,
    closed_at = case $7 when 'closed' then ${NEXT_AT} end,
    closing = case $7 when 'closed' then $6::jsonb -> 'closing' end
  where id = $1
  returning case when $8::text is null then last_seq else last_seq - 1 end as last_seq, last_at
), noted as (
  insert into entry (session_id, seq, at, kind, author, author_id, body)
  select $1, last_seq + 1, last_at, 'note', 'agent', $4::uuid, jsonb_build_object('text', $8::text)
  from changed where $8::text is not null
)
insert into entry (session_id, seq, at, kind, author, author_id, client_id, body)
select $1, last_seq, last_at, $2, 'agent', $4::uuid, $5, $6::jsonb from changed
returning seq, at`,
);

/**
 * Locks the session's row, answers a repeat with its first entry, lets `decide` check and writes what it decided; a
 * note takes the seq after. Refusal `not_found` also for a conversation that the agent may not see.
 */
async function run(sql: Sql, command: WithNote, kind: CommandKind, decide: Decide): Promise<CommandResult> {
  const { sessionId, byAgentId, clientId, note = null } = command;
  return sql.transaction(async (executor) => {
    const session = await lockSession(executor, sessionId);
    const author = { author: 'agent', authorId: byAgentId, clientId } as const;
    const first = await firstEntryOf(executor, { sessionId, ...author });
    if (first?.kind === kind) return { entry: first, note: null, repeated: true, wakes: true };
    // the clientId was used for something else
    if (first) throw new Refusal('invalid_body');
    const { by, assignee } = await peopleOf(executor, byAgentId, session.assigneeId);
    if (!sees(by, session)) throw new Refusal('not_found');
    const { body, assigneeId } = await decide(executor, session, by, assignee);
    const values = [sessionId, kind, assigneeId, byAgentId, clientId, JSON.stringify(body), PHASE_AFTER[kind], note];
    const [row] = await executor.rows<{ seq: number; at: string }>(WRITE, values);
    const { seq, at } = row as { seq: number; at: string };
    const entry = entryOf({ seq, at, kind, ...author, body });
    return { entry, note: note === null ? null : noteOf(entry, note), repeated: false, wakes: true };
  });
}

const noteOf = ({ seq, at, authorId }: Entry, text: string): Entry => ({
  seq: seq + 1,
  at,
  kind: 'note',
  author: 'agent',
  authorId,
  clientId: null,
  body: { text },
});

function requirePhase({ phase }: LockedSession, kind: CommandKind): void {
  if (APPEND_RULES[kind].agent?.phases.includes(phase)) return;
  throw new Refusal(phase === 'closed' ? 'session_closed' : 'wrong_phase');
}

/** While it is offered to somebody, others wait their turn; supervisors and admins may decide otherwise. */
async function requireNotOffered(executor: Executor, { offeredTo }: LockedSession, by: Person, agentId: string) {
  if (offeredTo === null || offeredTo === agentId || leads(by)) return;
  const { assignee: offered } = await peopleOf(executor, by.id, offeredTo);
  throw new Refusal('offered_elsewhere', offered ? { winnerName: offered.name } : {});
}

function requireAssignee(by: Person, assignee: Person | null): void {
  if (leads(by) || by.id === assignee?.id) return;
  throw new Refusal('not_assignee', assignee ? { winnerName: assignee.name } : {});
}

const alreadyAssigned = (assignee: Person | null): Refusal =>
  new Refusal('already_assigned', assignee ? { winnerName: assignee.name } : {});
