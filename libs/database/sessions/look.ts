import { isDeepStrictEqual } from 'node:util';
import { APPEND_RULES, type Details, type Entry, LIMITS, type Phase } from '#libs/contracts';
import { ANYBODY_ONLINE, TEAM_LOCK } from '../presence/online.ts';
import { readVersion } from '../setup/playbooks.ts';
import type { VersionCache } from '../setup/version-cache.ts';
import { ENTRY_COLUMNS, type EntryColumns, entryOf, isoTime } from '../sql/columns.ts';
import { type Executor, type Sql, statement } from '../sql/sql.ts';
import { lastWords } from '../timeline/last-words.ts';
import type { Look, Looked, LookOutcome, NewEntry, SessionRow } from '../types.ts';
import { SESSION_COLUMNS, sessionOf } from './row.ts';

/** Takes the team's lock, shared, before the row's: whoever is going online is waited for and then seen. */
const LOCK = statement(
  'look_lock',
  `select ${SESSION_COLUMNS}, erased_at is not null as erased, pg_advisory_xact_lock_shared(${TEAM_LOCK})
  from session where id = $1 for no key update`,
);

/** A statement of its own: only its snapshot is sure to hold what was committed while the lock was waited for. */
const READ = statement(
  'look_read',
  `
select
  greatest($2::timestamptz, date_trunc('milliseconds', clock_timestamp()),
    date_trunc('milliseconds', to_timestamp($3::float8 / 1000))) as now,
  ${ANYBODY_ONLINE} as online,
  (select coalesce(json_agg(json_build_object('resultId', id, 'kind', kind, 'state', state) order by created_at), '[]')
    from result where session_id = $1) as results,
  (select coalesce(json_agg(e order by seq), '[]') from (
    select ${ENTRY_COLUMNS} from entry where session_id = $1 and entry.seq > $4 order by entry.seq limit $5
  ) e) as unread`,
);

/** Entries, results, details and the row, in one statement. */
const WRITE = statement(
  'look_write',
  `
with moved as (
  update session set
    last_seq = last_seq + jsonb_array_length($3::jsonb),
    last_at = case when $3::jsonb = '[]' then last_at else $2::timestamptz end,
    last_text = coalesce($4, last_text),
    last_author = case when $4::text is null then last_author else 'bot' end,
    state = $5::jsonb,
    cursor = $6,
    phase = $7,
    epoch = epoch + case when phase = $7 then 0 else 1 end,
    wait_deadline_id = $8,
    deadline_at = $11::timestamptz,
    assignee_id = case when $7 in ('bot', 'waiting') then null else assignee_id end,
    offered_to = case when phase = $7 then offered_to end,
    waiting_since = case when $7 <> 'waiting' then null when phase = 'waiting' then waiting_since else $2::timestamptz end,
    conversation_at = case when $7 = 'waiting' then coalesce(conversation_at, $2::timestamptz) else conversation_at end,
    closed_at = case when $7 = 'closed' then coalesce(closed_at, $2::timestamptz) end,
    unread_since = case when $6 < wake_seq then unread_since end,
    wake_tries = 0
  where id = $1
  returning ${SESSION_COLUMNS}, jsonb_array_length($3::jsonb) as added
), entries as (
  insert into entry (session_id, seq, at, kind, author, body)
  select $1, moved."lastSeq" - moved.added + e.no, $2::timestamptz, e.value ->> 'kind', e.value ->> 'author', e.value -> 'body'
  from moved, jsonb_array_elements($3::jsonb) with ordinality as e (value, no)
), results as (
  insert into result (id, session_id, kind, title, card_id, due_at)
  select "resultId", $1, kind, title, "cardId", "dueAt"
  from jsonb_to_recordset($9::jsonb) as r ("resultId" uuid, kind text, title text, "cardId" text, "dueAt" timestamptz)
  on conflict (id) do nothing
), details as (
  update session_details set
    version = version + 1,
    person_name = coalesce(person_name, d."personName"), email = coalesce(session_details.email, d.email),
    phone = coalesce(session_details.phone, d.phone), organisation = coalesce(session_details.organisation, d.organisation),
    deal_value = coalesce(deal_value, d."dealValue"), currency = coalesce(session_details.currency, d.currency),
    note = coalesce(session_details.note, d.note)
  from jsonb_to_record($10::jsonb) as d ("personName" text, email text, phone text, organisation text,
    "dealValue" numeric, currency text, note text)
  where session_id = $1 and $10::jsonb <> '{}'
)
select * from moved`,
);

/** For an erased session: there is nothing to read any more. */
const READ_ERASED = statement(
  'look_read_erased',
  `update session set cursor = last_seq, unread_since = null where id = $1 and cursor < last_seq`,
);

/**
 * One look of the process at the session, in one transaction that holds the session's row from the first read to the
 * last write. `decide` is pure and synchronous: it gets what is unread and says what to write. Harmless when repeated:
 * a second look at the same moment finds nothing unread.
 * A closed session stays closed; what was said before the close and read after it may still produce results.
 * @param workflowTime the workflow's clock, milliseconds since the epoch
 * @returns null for a session that does not exist or was erased
 */
export async function look(
  sql: Sql,
  versions: VersionCache,
  sessionId: string,
  workflowTime: number,
  decide: (look: Look) => LookOutcome,
): Promise<Looked | null> {
  return sql.transaction(async (executor) => {
    const [locked] = await executor.rows<SessionRow & { erased: boolean }>(LOCK, [sessionId]);
    if (!locked) return null;
    const before = sessionOf(locked);
    if (locked.erased) {
      await executor.rows(READ_ERASED, [sessionId]);
      return null;
    }
    // a deleted version is impossible: the session references it
    const version = await readVersion(executor, versions, before.versionId);
    if (!version) throw new Error('a session without its playbook version');
    const { playbookId, version: playbookVersion, definition } = version;
    const seen = await read(executor, before, workflowTime);
    const playbook = { playbookId, playbookVersion };
    const outcome = decide({ session: before, ...seen, definition, ...playbook });
    checkOutcome(before, seen, outcome);
    const written = await write(executor, before, seen, outcome);
    const results = [...seen.results];
    for (const { resultId, kind } of outcome.results)
      if (!results.some((result) => result.resultId === resultId)) results.push({ resultId, kind, state: 'pending' });
    return { ...written, pendingResults: pendingOf(results), more: seen.more, ...playbook };
  });
}

type Seen = Pick<Look, 'unread' | 'more' | 'now' | 'agentsOnline' | 'results'>;

interface ReadRow {
  now: string;
  online: boolean;
  results: Look['results'];
  unread: EntryColumns[];
}

async function read(executor: Executor, session: SessionRow, workflowTime: number): Promise<Seen> {
  const { id, lastAt, cursor } = session;
  const [row] = await executor.rows<ReadRow>(READ, [id, lastAt, workflowTime, cursor, LIMITS.entriesPerRead]);
  const { now, online, results, unread } = row as ReadRow;
  const entries = unread.map(entryOf);
  const more = cursor + entries.length < session.lastSeq;
  return { unread: entries, more, now: isoTime(now), agentsOnline: online, results };
}

const pendingOf = (results: Look['results']): Looked['pendingResults'] =>
  results.filter(({ state }) => state === 'pending').map(({ resultId, kind }) => ({ resultId, kind }));

async function write(
  executor: Executor,
  before: SessionRow,
  seen: Seen,
  outcome: LookOutcome,
): Promise<{ session: SessionRow; appended: Entry[] }> {
  const { append, results } = outcome;
  const details = givenOf(outcome.details);
  // nobody else can write while the row is locked: what comes after everything that was read is this look's own
  const cursor = outcome.cursor >= before.lastSeq ? before.lastSeq + append.length : outcome.cursor;
  const unchanged =
    append.length === 0 &&
    results.length === 0 &&
    Object.keys(details).length === 0 &&
    cursor === before.cursor &&
    outcome.phase === before.phase &&
    outcome.waitDeadlineId === before.waitDeadlineId &&
    outcome.deadlineAt === before.deadlineAt &&
    isDeepStrictEqual(outcome.state, before.state);
  if (unchanged) return { session: before, appended: [] };
  const [row] = await executor.rows<SessionRow>(WRITE, [
    before.id,
    seen.now,
    JSON.stringify(append),
    lastOf(append),
    JSON.stringify(outcome.state),
    cursor,
    outcome.phase,
    outcome.waitDeadlineId,
    JSON.stringify(results),
    JSON.stringify(details),
    outcome.deadlineAt,
  ]);
  const appended = append.map(
    (entry, index) =>
      ({ seq: before.lastSeq + 1 + index, at: seen.now, ...entry, authorId: null, clientId: null }) as Entry,
  );
  return { session: sessionOf(row as SessionRow), appended };
}

const givenOf = (details: Partial<Details>): Partial<Details> =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => value != null));

const lastOf = (entries: NewEntry[]): string | null =>
  entries.reduce<string | null>((last, { kind, body }) => lastWords(kind, body) ?? last, null);

/** A decision that the rules do not allow is a bug of the process: nothing of it is written. */
function checkOutcome(before: SessionRow, { unread, more }: Seen, outcome: LookOutcome): void {
  let phase: Phase = before.phase;
  for (const { kind, author, body } of outcome.append) {
    if (!APPEND_RULES[kind][author]?.phases.includes(phase))
      throw new Error(`${author} may not append ${kind} in phase ${phase}`);
    phase = phaseAfter(phase, kind, body);
  }
  const lastRead = unread.at(-1)?.seq ?? before.cursor;
  const furthest = more ? lastRead : lastRead + outcome.append.length;
  if (outcome.cursor < before.cursor || outcome.cursor > furthest)
    throw new Error('the cursor moves only over entries that were read');
  const visitorUnread = unread.some(({ seq, author }) => author === 'visitor' && seq > outcome.cursor);
  if (before.phase === 'closed' && outcome.phase !== 'closed') throw new Error('closed is final');
  if (before.phase !== 'closed' && outcome.phase === 'closed' && (more || visitorUnread))
    throw new Error('a session does not close while entries of the visitor are unread');
}

function phaseAfter(phase: Phase, kind: NewEntry['kind'], body: NewEntry['body']): Phase {
  if (kind === 'closed') return 'closed';
  if (kind === 'stuck' || kind === 'botSilent') return 'waiting';
  return kind === 'phaseChanged' && 'to' in body ? body.to : phase;
}
