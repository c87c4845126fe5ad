import { type Entry, LIMITS, type Phase, Refusal } from '#libs/contracts';
import { ENTRY_COLUMNS, type EntryColumns, entryOf } from '../sql/columns.ts';
import { type Executor, statement } from '../sql/sql.ts';

/** A part of a timeline with its entries in full; whoever sends it to a visitor maps them with `visitorView`. */
export interface FullTimeline {
  sessionId: string;
  entries: Entry[];
  lastSeq: number;
  phase: Phase;
}

/** Row and entries in one statement, so that both are of one moment: entries reach up to `lastSeq`, or to the limit. */
const READ = statement(
  'timeline_read',
  `select s.last_seq as "lastSeq", s.phase, ${ENTRY_COLUMNS}
  from session s left join lateral (
    select * from entry where session_id = s.id and entry.seq > $2 order by entry.seq limit $3
  ) e on true
  where s.id = $1 and s.erased_at is null
  order by seq`,
);

type Row = { lastSeq: number; phase: Phase } & (EntryColumns | { seq: null });

/**
 * What follows `after`, oldest first.
 * @param after a seq; 0 for all
 * @param limit at most this many entries; `lastSeq` tells whether there are more
 * Refusal `not_found`.
 */
export async function readTimeline(
  executor: Executor,
  sessionId: string,
  after: number,
  limit: number = LIMITS.entriesPerRead,
): Promise<FullTimeline> {
  const rows = await executor.rows<Row>(READ, [sessionId, after, limit]);
  const [first] = rows;
  if (!first) throw new Refusal('not_found');
  const entries = rows.flatMap((row) => (row.seq === null ? [] : [entryOf(row)]));
  return { sessionId, entries, lastSeq: first.lastSeq, phase: first.phase };
}

const LAST_SEQS = statement(
  'timeline_last_seqs',
  `select id, last_seq as "lastSeq" from session where id = any ($1::uuid[])`,
);

/** The last seq of each of these sessions, in one statement: whoever watches them sees which hint got lost. */
export async function lastSeqs(executor: Executor, sessionIds: readonly string[]): Promise<Map<string, number>> {
  if (sessionIds.length === 0) return new Map();
  const rows = await executor.rows<{ id: string; lastSeq: number }>(LAST_SEQS, [sessionIds]);
  return new Map(rows.map(({ id, lastSeq }) => [id, lastSeq]));
}
