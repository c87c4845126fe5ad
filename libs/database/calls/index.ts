import { APPEND_RULES, type Entry } from '#libs/contracts';
import type { HttpRequest } from '#libs/playbook';
import { ENTRY_COLUMNS, type EntryColumns, entryOf, isoTime, NEXT_AT } from '../sql/columns.ts';
import { type Sql, statement } from '../sql/sql.ts';
import { wakesIf } from '../timeline/wake.ts';

/** A request of an http card. */
export interface Call {
  sessionId: string;
  cardId: string;
  request: HttpRequest;
  /** ISO 8601. */
  giveUpAt: string;
  state: 'pending' | 'answered';
}

export interface Answer {
  callId: string;
  ok: boolean;
  /** The HTTP status; missing where nobody answered. */
  status?: number | undefined;
  /** What the card saves, as far as the answer had it. */
  fields: Record<string, string>;
}

const FIND = statement(
  'call_find',
  `select session_id as "sessionId", card_id as "cardId", request, give_up_at as "giveUpAt", state
  from http_call where id = $1`,
);

/** The session first, as everywhere. */
const LOCK = statement(
  'call_lock_session',
  `select id from session where id = (select session_id from http_call where id = $1) for no key update`,
);

/** A closed session takes the answer off the list, and no entry. */
const ANSWER = statement(
  'call_answer',
  `
with answered as (
  update http_call set state = 'answered' where id = $1 and state = 'pending'
  returning session_id, card_id, request_seq
), grown as (
  update session set
    last_seq = last_seq + 1, last_at = ${NEXT_AT},${wakesIf('phase = any ($4::text[])')}
  from answered where id = session_id and phase = any ($3::text[])
  returning session_id, last_seq, last_at, card_id, request_seq, phase = any ($4::text[]) as wakes
), told as (
  insert into entry (session_id, seq, at, kind, author, body)
  select session_id, last_seq, last_at, 'httpAnswered', 'system',
    jsonb_build_object('requestSeq', request_seq, 'cardId', card_id) || $2::jsonb from grown
  returning *
)
select session_id as "sessionId", ${ENTRY_COLUMNS}, (select wakes from grown) from told`,
);

const { phases, wakes: wakesIn = [] } = APPEND_RULES.httpAnswered.system ?? { phases: [] };

/** Requests to other services that http cards make. */
export const callsRepository = (sql: Sql) => ({
  /** Null where there is none (any more: the session was erased). */
  async find(callId: string): Promise<Call | null> {
    const [row] = await sql.rows<Call>(FIND, [callId]);
    return row ? { ...row, giveUpAt: isoTime(row.giveUpAt) } : null;
  },

  /**
   * Writes the entry `httpAnswered`, once per call.
   * @returns null when it was answered before, or the session is closed or erased: there is nobody to tell
   */
  answer({ callId, ...answer }: Answer): Promise<{ sessionId: string; entry: Entry; wakes: boolean } | null> {
    return sql.transaction(async (executor) => {
      await executor.rows(LOCK, [callId]);
      const values = [callId, JSON.stringify(answer), phases, wakesIn];
      const [row] = await executor.rows<EntryColumns & { sessionId: string; wakes: boolean }>(ANSWER, values);
      return row ? { sessionId: row.sessionId, entry: entryOf(row), wakes: row.wakes } : null;
    });
  },
});
export type CallsRepository = ReturnType<typeof callsRepository>;
