import { Refusal } from '#libs/contracts';
import { WAIT_FOR_WORDS } from '../search/words.ts';
import { type Executor, type Sql, statement } from '../sql/sql.ts';

const LOCK = statement(
  'erase_lock',
  `select phase, erased_at is not null as erased from session where id = $1 for no key update`,
);

/** Statements of one transaction: a later one has to see what an earlier one deleted. `$1` is the session. */
const CRM_RECORDS = statement(
  'erase_crm_records',
  `
with leads as (delete from lead where session_id = $1 returning person_id, organisation_id),
  deals as (delete from deal where session_id = $1 returning person_id, organisation_id),
  activities as (delete from crm_activity where session_id = $1 returning person_id, organisation_id)
select person_id as "personId", organisation_id as "organisationId" from leads
union select person_id, organisation_id from deals
union select person_id, organisation_id from activities`,
);

const orphansOf = (table: 'person' | 'organisation'): string => `
delete from ${table} where id = any ($1::uuid[])
  and not exists (select from lead where ${table}_id = ${table}.id)
  and not exists (select from deal where ${table}_id = ${table}.id)
  and not exists (select from crm_activity where ${table}_id = ${table}.id)`;
const LINK = statement(
  'erase_link',
  `delete from session_person where session_id = $1 returning person_id as "personId", null as "organisationId"`,
);
const PERSONS = statement(
  'erase_persons',
  `${orphansOf('person')} and not exists (select from session_person where person_id = person.id)
  returning organisation_id as id`,
);
const ORGANISATIONS = statement(
  'erase_organisations',
  `${orphansOf('organisation')} and not exists (select from person where organisation_id = organisation.id)`,
);

/** Counted by reports without the words: what is read from them is noted before they go. */
const STINTS = statement(
  'erase_stints',
  `update stint st set answered_at = first_answer(st) where session_id = $1 and ended_at is null`,
);
const WORDS = statement('erase_words', `delete from conversation_words where session_id = $1`);
const ENTRIES = statement('erase_entries', `delete from entry where session_id = $1`);
const DETAILS = statement('erase_details', `delete from session_details where session_id = $1`);
const VISITS = statement('erase_visits', `delete from card_visit where session_id = $1`);
const PAGES = statement('erase_pages', `delete from page_view where session_id = $1`);
const MAILS = statement('erase_mails', `delete from transcript_mail where session_id = $1`);
const CALLS = statement('erase_calls', `delete from http_call where session_id = $1`);
const FILES = statement('erase_files', `delete from file where session_id = $1 returning id`);
const RECEIPTS = statement('erase_receipts', `delete from receipt where session_id = $1`);
const RESULTS = statement('erase_results', `delete from result where session_id = $1 returning id`);

/** Ids and times remain. The entry `closed` wakes the process, which finds that it has ended. */
const TOMBSTONE = statement(
  'erase_tombstone',
  `
with erased as (
  update session set
    phase = 'closed', closed_at = coalesce(closed_at, clock_timestamp()), erased_at = clock_timestamp(),
    epoch = epoch + 1, last_seq = last_seq + 1, wake_seq = last_seq + 1, unread_since = clock_timestamp(),
    next_wake_at = clock_timestamp() + interval '2 seconds', wake_tries = 0,
    visitor_hash = 'erased:' || id, first_client_id = '', page_url = null, referrer = null, team_id = null, state = '{}',
    device = null, closing = null, rating = null,
    last_text = null, last_author = null, conversation_at = null, wait_deadline_id = null, deadline_at = null, waiting_since = null
  where id = $1
  returning id, last_seq, erased_at
)
insert into entry (session_id, seq, at, kind, author, body)
select id, last_seq, erased_at, 'closed', 'system', '{"reason": "erased"}' from erased
returning seq`,
);

/**
 * Deletes what a session holds of a person: entries, details, words that search finds, visits of cards and pages, requests to other services, uploads,
 * results, the CRM records made from it, and the people and organisations that no other record knows. Leaves a
 * tombstone; whatever runs meanwhile finds it and ends. Harmless when repeated. Refusal `not_found`.
 * @returns the results whose workflows have to be cancelled; the files whose bytes have to be deleted; `seq` for the
 *   signal, null when erased before
 */
export async function erase(
  sql: Sql,
  sessionId: string,
): Promise<{ resultIds: string[]; fileIds: string[]; seq: number | null }> {
  return sql.transaction(async (executor) => {
    await executor.rows(WAIT_FOR_WORDS, []);
    const [session] = await executor.rows<{ erased: boolean }>(LOCK, [sessionId]);
    if (!session) throw new Refusal('not_found');
    if (session.erased) return { resultIds: [], fileIds: [], seq: null };
    await eraseCrm(executor, sessionId);
    await executor.rows(DETAILS, [sessionId]);
    const results = await executor.rows<{ id: string }>(RESULTS, [sessionId]);
    const files = await executor.rows<{ id: string }>(FILES, [sessionId]);
    const theirs = [VISITS, PAGES, MAILS, CALLS, RECEIPTS, STINTS, ENTRIES, WORDS];
    for (const rows of theirs) await executor.rows(rows, [sessionId]);
    const [tombstone] = await executor.rows<{ seq: number }>(TOMBSTONE, [sessionId]);
    return { resultIds: idsOf(results), fileIds: idsOf(files), seq: tombstone?.seq ?? null };
  });
}

const idsOf = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);

async function eraseCrm(executor: Executor, sessionId: string): Promise<void> {
  type Row = { personId: string | null; organisationId: string | null };
  const records = [
    ...(await executor.rows<Row>(CRM_RECORDS, [sessionId])),
    ...(await executor.rows<Row>(LINK, [sessionId])),
  ];
  const persons = records.flatMap(({ personId }) => personId ?? []);
  const organisations = records.flatMap(({ organisationId }) => organisationId ?? []);
  const theirs = await executor.rows<{ id: string | null }>(PERSONS, [persons]);
  await executor.rows(ORGANISATIONS, [[...organisations, ...theirs.flatMap(({ id }) => id ?? [])]]);
}
