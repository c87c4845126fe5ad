import { APPEND_RULES, type AuthorKind, type Entry, type EntryBody, type Phase, Refusal } from '#libs/contracts';
import { maySee } from '../sessions/rights.ts';
import { entryOf, NEXT_AT } from '../sql/columns.ts';
import { violatedKey } from '../sql/errors.ts';
import { type Executor, statement } from '../sql/sql.ts';
import { lastWords } from './last-words.ts';
import { firstEntryOf } from './repeats.ts';
import { wakesIf } from './wake.ts';

/** Kinds that change nothing but the timeline; the others have commands of their own. */
export type PlainKind = 'message' | 'answer' | 'note' | 'opsMoved';

export type AppendInput = {
  [K in PlainKind]: {
    sessionId: string;
    kind: K;
    author: AuthorKind;
    /** The agent, where the author is one. */
    authorId?: string | null;
    /** A repeat with the same one is answered with the first entry. */
    clientId: string;
    body: EntryBody<K>;
    /** Refuses with `not_assignee` unless the conversation is this agent's. */
    ifAssignee?: string;
    /** Refuses with `not_found` what this agent may not see. */
    ifSeenBy?: string;
    /** Narrower than the rules: refuses with `wrong_phase` in any other phase. */
    onlyIn?: readonly Phase[];
  };
}[PlainKind];

export interface AppendResult {
  entry: Entry;
  repeated: boolean;
  /** The entry concerns the process: signal its workflow. */
  wakes: boolean;
  /** Who leads the conversation; null also where nothing was appended. */
  assigneeId: string | null;
}

/**
 * Checks, takes the next seq and inserts, in one statement. When it had to wait for the session's row, PostgreSQL
 * checks phase and assignee again on the row as it is then. A repeated clientId violates a unique key, which rolls
 * all of it back, the seq too.
 */
const appendIf = (name: string, further: string) =>
  statement(
    name,
    `
with grown as (
  update session set
    last_seq = last_seq + 1,
    last_at = ${NEXT_AT},
    last_text = coalesce($8, last_text),
    last_author = case when $8::text is null then last_author else $4 end,${wakesIf('phase = any ($10::text[])')}
  where id = $1 and phase = any ($9::text[]) and erased_at is null and ($2::uuid is null or assignee_id = $2)${further}
  returning last_seq, last_at, wake_seq, assignee_id
)
insert into entry (session_id, seq, at, kind, author, author_id, client_id, body)
select $1, last_seq, last_at, $3, $4, $5::uuid, $6, $7::jsonb from grown
returning seq, at, (select wake_seq = last_seq from grown) as wakes, (select assignee_id from grown) as "assigneeId"`,
  );
const APPEND = appendIf('timeline_append', '');
const APPEND_IF_SEEN = appendIf('timeline_append_if_seen', ` and ${maySee('$11::uuid', 'session')}`);

/**
 * Appends what somebody said, or a command to the process: one statement, one round trip.
 * Refusals: `not_found`, `session_closed`, `wrong_phase`, `not_assignee` (names who it is); then nothing is stored.
 */
export async function append(executor: Executor, input: AppendInput): Promise<AppendResult> {
  const { sessionId, author, authorId = null, clientId } = input;
  const { phases, wakes } = phasesFor(input);
  const values = [...valuesOf(input), phases, wakes];
  const appending = asksForRights(input)
    ? executor.rows<AppendedRow>(APPEND_IF_SEEN, [...values, input.ifSeenBy])
    : executor.rows<AppendedRow>(APPEND, values);
  const row = await appending.then(
    ([first]) => first,
    (error: unknown) => {
      if (violatedKey(error) === 'entry_client_key') return undefined;
      throw error;
    },
  );
  if (row) return resultOf(input, row);
  const first = await firstEntryOf(executor, { sessionId, author, authorId, clientId });
  // the caller may have been cut off between the first append and its signal: signalling again does no harm
  if (first) return { entry: first, repeated: true, wakes: wakes.length > 0, assigneeId: null };
  throw await reasonOfRefusal(executor, input);
}

/** In which phases this may be said and in which it wakes the process. Refusal `forbidden`: in none, ever. */
export function phasesFor({ kind, author, onlyIn }: AppendInput): {
  phases: readonly Phase[];
  wakes: readonly Phase[];
} {
  const rule = APPEND_RULES[kind][author];
  if (!rule) throw new Refusal('forbidden');
  return { phases: onlyIn ?? rule.phases, wakes: rule.wakes ?? [] };
}

/** The statements' values before those of `phasesFor`. */
export const valuesOf = ({ sessionId, ifAssignee, kind, author, authorId, clientId, body }: AppendInput): unknown[] => [
  sessionId,
  ifAssignee ?? null,
  kind,
  author,
  authorId ?? null,
  clientId,
  JSON.stringify(body),
  lastWords(kind, body),
];

/** Whose conversation it is, they may see it: only others are asked for their rights. */
export const asksForRights = ({ ifSeenBy, ifAssignee }: AppendInput): boolean =>
  ifSeenBy !== undefined && ifAssignee === undefined;

/** What was appended, of its input and what the statement answered. */
export function resultOf(input: AppendInput, { seq, at, wakes, assigneeId }: AppendedRow): AppendResult {
  const { kind, author, authorId = null, clientId, body } = input;
  return { entry: entryOf({ seq, at, kind, author, authorId, clientId, body }), repeated: false, wakes, assigneeId };
}

export interface AppendedRow {
  seq: number;
  at: string;
  wakes: boolean;
  assigneeId: string | null;
}

const STANDING = statement(
  'timeline_standing',
  `select phase, assignee_id as "assigneeId", (select name from agent where id = assignee_id) as "assigneeName"
  from session s where id = $1 and erased_at is null and ($2::uuid is null or ${maySee('$2::uuid')})`,
);

async function reasonOfRefusal(executor: Executor, input: AppendInput): Promise<Refusal> {
  const [session] = await executor.rows<{ phase: string; assigneeId: string | null; assigneeName: string | null }>(
    STANDING,
    [input.sessionId, input.ifSeenBy ?? null],
  );
  if (!session) return new Refusal('not_found');
  if (session.phase === 'closed') return new Refusal('session_closed');
  if (input.ifAssignee && session.assigneeId && session.assigneeId !== input.ifAssignee)
    return new Refusal('not_assignee', session.assigneeName ? { winnerName: session.assigneeName } : {});
  return new Refusal('wrong_phase');
}
