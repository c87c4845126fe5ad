import {
  type ConversationDetail,
  type ConversationList,
  type ConversationView,
  type Details,
  type Folder,
  Refusal,
  type ResultView,
} from '#libs/contracts';
import { isoTime } from '../sql/columns.ts';
import { type Executor, type Statement, statement } from '../sql/sql.ts';
import { maySee } from './rights.ts';

const VIEW_COLUMNS = `s.id, s.site_id as "siteId", s.phase, s.epoch, s.assignee_id as "assigneeId",
  a.name as "assigneeName", s.team_id as "teamId", coalesce(nullif(d.person_name, ''), nullif(d.email, '')) as "visitorName", s.language,
  s.page_url as "pageUrl", s.last_seq as "lastSeq", s.last_text as "lastText", s.last_author as "lastAuthor",
  s.started_at as "startedAt", s.last_at as "lastAt", s.waiting_since as "waitingSince", s.closed_at as "closedAt"`;

const VIEW_TABLES = `session s left join agent a on a.id = s.assignee_id left join session_details d on d.session_id = s.id`;

const viewOf = (row: ConversationView): ConversationView => ({
  id: row.id,
  siteId: row.siteId,
  phase: row.phase,
  epoch: row.epoch,
  assigneeId: row.assigneeId,
  assigneeName: row.assigneeName,
  teamId: row.teamId,
  visitorName: row.visitorName,
  language: row.language,
  pageUrl: row.pageUrl,
  lastSeq: row.lastSeq,
  lastText: row.lastText,
  lastAuthor: row.lastAuthor,
  startedAt: isoTime(row.startedAt),
  lastAt: isoTime(row.lastAt),
  waitingSince: isoTime(row.waitingSince),
  closedAt: isoTime(row.closedAt),
});

/** `$1` is the limit, `$2` the agent who looks. */
const folder = (name: Folder, where: string, order: string): Statement =>
  statement(
    `list_${name}`,
    `select ${VIEW_COLUMNS} from ${VIEW_TABLES} where ${maySee('$2::uuid')} and ${where} order by ${order}, s.id limit $1`,
  );

/** The folders are a closed list: each has its statement, no part of which comes from a caller. */
const LISTS: Record<Folder, Statement> = {
  unassigned: folder('unassigned', `s.phase = 'waiting'`, 's.waiting_since'),
  mine: folder('mine', `s.phase = 'live' and s.assignee_id = $2`, 's.last_at desc'),
  others: folder('others', `s.phase = 'live' and s.assignee_id <> $2`, 's.last_at desc'),
  closed: folder('closed', `s.phase = 'closed' and s.conversation_at is not null`, 's.closed_at desc'),
};

/** Closed conversations are counted up to here: they only grow, and nobody needs to know more. */
const CLOSED_COUNTED = 1_000;

const COUNTS = statement(
  'list_counts',
  `
select
  (select count(*) from session s where phase = 'waiting' and ${maySee('$1::uuid')})::int as unassigned,
  (select count(*) from session where phase = 'live' and assignee_id = $1)::int as mine,
  (select count(*) from session s where phase = 'live' and assignee_id <> $1 and ${maySee('$1::uuid')})::int as others,
  (select count(*) from (select from session s where phase = 'closed' and conversation_at is not null
    and ${maySee('$1::uuid')} limit ${CLOSED_COUNTED}) c)::int as closed`,
);

/**
 * A snapshot of one folder, as `agentId` sees it, with the counts of all. Unassigned begins with whoever waits for
 * longest, live folders with the latest words, Closed with the latest close. Sessions that only the bot led are in none.
 */
export async function list(
  executor: Executor,
  { folder, agentId, limit }: { folder: Folder; agentId: string; limit: number },
): Promise<ConversationList> {
  const rows = await executor.rows<ConversationView>(LISTS[folder], [limit, agentId]);
  const [counts] = await executor.rows<ConversationList['counts']>(COUNTS, [agentId]);
  return { folder, conversations: rows.map(viewOf), counts: counts as ConversationList['counts'] };
}

const VIEW = statement(
  'session_view',
  `select ${VIEW_COLUMNS} from ${VIEW_TABLES} where s.id = $1 and s.erased_at is null`,
);

/** Refusal `not_found`, also for an erased one. */
export async function view(executor: Executor, sessionId: string): Promise<ConversationView> {
  const [row] = await executor.rows<ConversationView>(VIEW, [sessionId]);
  if (!row) throw new Refusal('not_found');
  return viewOf(row);
}

const DETAIL = statement(
  'session_detail',
  `
select ${VIEW_COLUMNS}, d.version as "detailsVersion",
  json_build_object('personName', d.person_name, 'email', d.email, 'phone', d.phone, 'organisation', d.organisation,
    'dealValue', d.deal_value::text, 'currency', d.currency, 'note', d.note) as details,
  (
    select coalesce(json_agg(json_build_object('id', r.id, 'kind', r.kind, 'state', r.state, 'title', r.title,
      'value', coalesce(lead.value, deal.value)::text, 'currency', coalesce(lead.currency, deal.currency),
      'createdAt', r.created_at) order by r.created_at, r.id), '[]')
    from result r left join lead on lead.result_id = r.id left join deal on deal.result_id = r.id
    where r.session_id = s.id
  ) as results
from ${VIEW_TABLES} where s.id = $1 and s.erased_at is null and ($2::uuid is null or ${maySee('$2::uuid')})`,
);

/** The conversation with its details and results; the link to its workflow is the caller's. Refusal `not_found`. */
export async function detail(
  executor: Executor,
  sessionId: string,
  seenBy: string | null,
): Promise<ConversationDetail> {
  type Row = ConversationView & { details: Details; detailsVersion: number; results: ResultView[] };
  const [row] = await executor.rows<Row>(DETAIL, [sessionId, seenBy]);
  if (!row) throw new Refusal('not_found');
  const results = row.results.map((result) => ({ ...result, createdAt: isoTime(result.createdAt) }));
  const { details, detailsVersion } = row;
  return { ...viewOf(row), details, detailsVersion, results, workflowUrl: null };
}
