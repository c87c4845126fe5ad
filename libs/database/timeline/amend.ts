import { APPEND_RULES, type AuthorKind, type Entry, type EntryBody, LIMITS, Refusal } from '#libs/contracts';
import { lockSession, peopleOf } from '../sessions/lock.ts';
import { sees } from '../sessions/rights.ts';
import { entryOf, NEXT_AT } from '../sql/columns.ts';
import { type Executor, type Sql, statement } from '../sql/sql.ts';
import { lastWords } from './last-words.ts';
import { firstEntryOf } from './repeats.ts';

export interface Amendment {
  sessionId: string;
  author: Extract<AuthorKind, 'visitor' | 'agent'>;
  /** The agent, where the author is one. */
  authorId: string | null;
  /** A repeat with the same one has no further effect. */
  clientId: string;
  /** The message. */
  seq: number;
  /** The new words; null: the message is deleted. */
  text: string | null;
}

export interface Amended {
  entry: Entry;
  repeated: boolean;
  /** Files that went with the message: their bytes have to be deleted. */
  fileIds: string[];
}

const TARGET = statement(
  'amend_target',
  `select body, at > clock_timestamp() - interval '${LIMITS.amendMinutes} minutes' as "inTime"
  from entry where session_id = $1 and seq = $2 and kind = 'message' and author = $3
    and author_id is not distinct from $4::uuid`,
);
const REPLACE = statement('amend_replace', `update entry set body = $3::jsonb where session_id = $1 and seq = $2`);
/** Earlier words go from where they were told, too. */
const FORGET = statement(
  'amend_forget',
  `update entry set body = body - 'text'
  where session_id = $1 and seq > $2 and kind = 'edited' and body -> 'messageSeq' = to_jsonb($2::int)`,
);
/** Those that no other message shows. */
const FORGET_FILES = statement(
  'amend_forget_files',
  `delete from file f where session_id = $1 and id = any ($2::uuid[]) and not exists (
    select from entry where session_id = $1 and kind = 'message'
      and body -> 'files' @> jsonb_build_array(jsonb_build_object('id', f.id))
  ) returning id`,
);
const LAST_SPOKEN = statement(
  'amend_last_spoken',
  `select kind, author, body from entry
  where session_id = $1 and kind in ('message', 'prompt', 'answer') and not body ? 'deleted' order by seq desc limit 1`,
);
const WRITE = statement(
  'amend_write',
  `
with grown as (
  update session set last_seq = last_seq + 1, last_at = ${NEXT_AT}, last_text = $7, last_author = $8
  where id = $1 returning last_seq, last_at
)
insert into entry (session_id, seq, at, kind, author, author_id, client_id, body)
select $1, last_seq, last_at, $2, $3, $4::uuid, $5, $6::jsonb from grown returning seq, at`,
);

/**
 * Edits or deletes one's own message: an entry says so, and what was said before is gone from the database, since
 * whoever takes something back does not want it kept.
 * Refusals: `not_found` where it is no message of the author's, or is deleted; `wrong_phase`, `session_closed`,
 * `not_assignee`, `too_late`.
 */
export async function amend(sql: Sql, amendment: Amendment): Promise<Amended> {
  const { sessionId, author, authorId, clientId, seq, text } = amendment;
  const kind = text === null ? 'deleted' : 'edited';
  return sql.transaction(async (executor) => {
    const session = await lockSession(executor, sessionId);
    const first = await firstEntryOf(executor, { sessionId, author, authorId, clientId });
    if (first?.kind === kind) return { entry: first, repeated: true, fileIds: [] };
    // the clientId was used for something else
    if (first) throw new Refusal('invalid_body');
    if (authorId !== null) {
      const { by, assignee } = await peopleOf(executor, authorId, session.assigneeId);
      if (!sees(by, session)) throw new Refusal('not_found');
      if (session.phase === 'live' && assignee && assignee.id !== authorId)
        throw new Refusal('not_assignee', { winnerName: assignee.name });
    }
    if (!APPEND_RULES[kind][author]?.phases.includes(session.phase))
      throw new Refusal(session.phase === 'closed' ? 'session_closed' : 'wrong_phase');
    const before = await targetOf(executor, amendment);
    const after = text === null ? { text: '', deleted: true } : { ...before, text, edited: true };
    await executor.rows(REPLACE, [sessionId, seq, JSON.stringify(after)]);
    await executor.rows(FORGET, [sessionId, seq]);
    const files = text === null ? (before.files ?? []).map(({ id }) => id) : [];
    const gone = await executor.rows<{ id: string }>(FORGET_FILES, [sessionId, files]);
    const body = { messageSeq: seq, ...(text !== null && { text }) };
    const [spoken] = await executor.rows<Pick<Entry, 'kind' | 'author' | 'body'>>(LAST_SPOKEN, [sessionId]);
    const [row] = await executor.rows<{ seq: number; at: string }>(WRITE, [
      sessionId,
      kind,
      author,
      authorId,
      clientId,
      JSON.stringify(body),
      spoken ? lastWords(spoken.kind, spoken.body) : null,
      spoken?.author ?? null,
    ]);
    const entry = entryOf({ ...(row as { seq: number; at: string }), kind, author, authorId, clientId, body });
    return { entry, repeated: false, fileIds: gone.map(({ id }) => id) };
  });
}

async function targetOf(
  executor: Executor,
  { sessionId, seq, author, authorId }: Amendment,
): Promise<EntryBody<'message'>> {
  type Row = { body: EntryBody<'message'>; inTime: boolean };
  const [target] = await executor.rows<Row>(TARGET, [sessionId, seq, author, authorId]);
  if (!target || target.body.deleted) throw new Refusal('not_found');
  if (!target.inTime) throw new Refusal('too_late');
  return target.body;
}
