import { isDeepStrictEqual } from 'node:util';
import { type Details, type Entry, LIMITS } from '#libs/contracts';
import type { VersionCache } from '../playbooks/version-cache.ts';
import { readVersion } from '../playbooks/versions.ts';
import { decideRouted } from '../routing/decide.ts';
import { type EntryColumns, entryOf, isoTime } from '../sql/columns.ts';
import type { Sql, Transaction } from '../sql/sql.ts';
import { lastWords } from '../timeline/last-words.ts';
import type { Look, Looked, LookOutcome, NewEntry, PendingCall, SessionRow } from '../types.ts';
import { checkOutcome } from './look-rules.ts';
import { LOCK, READ, READ_ERASED, WRITE } from './look-statements.ts';
import { sessionOf } from './row.ts';

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
  const opening = [
    [LOCK, [sessionId]],
    [READ, [sessionId, workflowTime, LIMITS.entriesPerRead]],
  ] as const;
  return sql.transactionFrom(opening, async (executor, lockedRows, readRows) => {
    const [locked] = lockedRows as LockedRow[];
    if (!locked) return null;
    if (locked.erased) {
      await executor.rows(READ_ERASED, [sessionId]);
      return null;
    }
    const before = sessionOf(locked);
    // a deleted version is impossible: the session references it
    const version = await readVersion(executor, versions, before.versionId);
    if (!version) throw new Error('a session without its playbook version');
    const { playbookId, version: playbookVersion, definition } = version;
    const { calls, ...seen } = seenOf(before, readRows[0] as ReadRow);
    const playbook = { playbookId, playbookVersion };
    const outcome = await decideRouted(executor, { session: before, ...seen, definition, ...playbook }, decide);
    checkOutcome(before, seen, outcome);
    const { session, appended } = await write(executor, before, seen.now, outcome);
    const pendingResults = pendingOf(seen.results, outcome.results);
    const pendingCalls = session.phase === 'closed' ? [] : [...calls, ...outcome.calls.map(pendingCall)];
    return { session, appended, pendingResults, pendingCalls, more: seen.more, ...playbook };
  });
}

type Seen = Pick<Look, 'unread' | 'more' | 'now' | 'online' | 'queuePlace' | 'results' | 'hours' | 'offeredName'> & {
  calls: PendingCall[];
};

type LockedRow = SessionRow & { erased: boolean };

type ReadRow = Omit<Seen, 'unread' | 'more'> & { unread: EntryColumns[] };

function seenOf(session: SessionRow, { now, unread, calls, ...rest }: ReadRow): Seen {
  const entries = unread.map(entryOf);
  const more = session.cursor + entries.length < session.lastSeq;
  return { ...rest, unread: entries, more, now: isoTime(now), calls: calls.map(pendingCall) };
}

const pendingCall = ({ callId, cardId, giveUpAt }: PendingCall): PendingCall => ({
  callId,
  cardId,
  giveUpAt: isoTime(giveUpAt),
});

/** What was pending and what the look asked for, unless it is known already. */
function pendingOf(known: Look['results'], asked: LookOutcome['results']): Looked['pendingResults'] {
  const fresh = asked.filter(({ resultId }) => !known.some((result) => result.resultId === resultId));
  return [...known.filter(({ state }) => state === 'pending'), ...fresh].map(({ resultId, kind }) => ({
    resultId,
    kind,
  }));
}

/** What the look decided, and with it the end of the transaction. */
async function write(
  executor: Transaction,
  before: SessionRow,
  now: string,
  outcome: LookOutcome,
): Promise<{ session: SessionRow; appended: Entry[] }> {
  const { append, results, calls, visits } = outcome;
  const details = givenOf(outcome.details);
  // nobody else can write while the row is locked: what comes after everything that was read is this look's own
  const cursor = outcome.cursor >= before.lastSeq ? before.lastSeq + append.length : outcome.cursor;
  const unchanged =
    append.length + results.length + calls.length + visits.length === 0 &&
    Object.keys(details).length === 0 &&
    cursor === before.cursor &&
    outcome.phase === before.phase &&
    outcome.waitDeadlineId === before.waitDeadlineId &&
    outcome.deadlineAt === before.deadlineAt &&
    (outcome.offer?.agentId ?? null) === before.offeredTo &&
    isDeepStrictEqual(outcome.state, before.state);
  if (unchanged) return { session: before, appended: [] };
  const [row] = await executor.commitWith<SessionRow>(WRITE, [
    before.id,
    now,
    JSON.stringify(append),
    lastOf(append),
    JSON.stringify(outcome.state),
    cursor,
    outcome.phase,
    outcome.waitDeadlineId,
    JSON.stringify(results),
    JSON.stringify(details),
    outcome.deadlineAt,
    outcome.team,
    JSON.stringify(calls),
    JSON.stringify(visits),
    outcome.offer?.agentId ?? null,
    outcome.offer?.until ?? null,
    outcome.offer?.no ?? before.offerNo,
  ]);
  const appended = append.map(
    ({ kind, author, body }, index) =>
      ({ seq: before.lastSeq + 1 + index, at: now, kind, author, authorId: null, clientId: null, body }) as Entry,
  );
  return { session: sessionOf(row as SessionRow), appended };
}

const givenOf = (details: Partial<Details>): Partial<Details> =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => value != null));

const lastOf = (entries: NewEntry[]): string | null =>
  entries.reduce<string | null>((last, { kind, body }) => lastWords(kind, body) ?? last, null);
