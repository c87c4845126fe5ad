import {
  type ConversationDetail,
  type ConversationList,
  type ConversationView,
  type Details,
  type Filters,
  type Folder,
  LIMITS,
  Refusal,
  type ResultView,
} from '#libs/contracts';
import { isoTime } from '../sql/columns.ts';
import { type Executor, type Statement, statement } from '../sql/sql.ts';
import { filtersSql, keyText, parseKey, Values } from './filters.ts';
import { maySee } from './rights.ts';
import { unreadBy } from './unread.ts';

/** Of `VIEW_TABLES`, as the agent with the id `viewer` sees them. */
export const viewColumns = (
  viewer: string,
): string => `s.id, s.site_id as "siteId", s.phase, s.epoch, s.assignee_id as "assigneeId",
  a.name as "assigneeName", s.team_id as "teamId", coalesce(nullif(d.person_name, ''), nullif(d.email, '')) as "visitorName", s.language,
  s.page_url as "pageUrl", s.last_seq as "lastSeq", s.last_text as "lastText", s.last_author as "lastAuthor",
  s.started_at as "startedAt", s.last_at as "lastAt", s.waiting_since as "waitingSince",
  s.offered_to as "offeredTo", s.offer_no as "offerNo", s.offer_until as "offerUntil", s.closed_at as "closedAt",
  s.closing, s.rating, ${unreadBy(viewer)} as unread`;

export const VIEW_JOINS = `left join agent a on a.id = s.assignee_id left join session_details d on d.session_id = s.id`;
const VIEW_TABLES = `session s ${VIEW_JOINS}`;

/** A row of `viewColumns`. */
export interface ViewRow extends Omit<ConversationView, 'offer'> {
  offeredTo: string | null;
  offerNo: number;
  offerUntil: string | null;
}

function offerOf({ offeredTo, offerNo, offerUntil }: ViewRow): ConversationView['offer'] {
  return offeredTo !== null && offerUntil !== null
    ? { agentId: offeredTo, no: offerNo, until: isoTime(offerUntil) }
    : null;
}

export const viewOf = (row: ViewRow): ConversationView => ({
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
  offer: offerOf(row),
  closedAt: isoTime(row.closedAt),
  closing: row.closing,
  rating: row.rating,
  unread: row.unread,
});

const OFFERS = statement(
  'list_offers',
  `select ${viewColumns('$1::uuid')} from ${VIEW_TABLES} where s.offered_to = $1 and s.phase = 'waiting' order by s.offer_until, s.id`,
);

/** What is offered to the agent, the most urgent first. */
export async function offersTo(executor: Executor, agentId: string): Promise<ConversationView[]> {
  const rows = await executor.rows<ViewRow>(OFFERS, [agentId]);
  return rows.map(viewOf);
}

interface Order {
  where: string;
  by: 'waiting_since' | 'last_at' | 'closed_at';
  direction: 'asc' | 'desc';
}

/** `$2` is the agent who looks. */
const ORDERS: Record<Folder, Order> = {
  unassigned: { where: `s.phase = 'waiting'`, by: 'waiting_since', direction: 'asc' },
  mine: { where: `s.phase = 'live' and s.assignee_id = $2`, by: 'last_at', direction: 'desc' },
  others: { where: `s.phase = 'live' and s.assignee_id <> $2`, by: 'last_at', direction: 'desc' },
  closed: { where: `s.phase = 'closed' and s.conversation_at is not null`, by: 'closed_at', direction: 'desc' },
};

export interface ListQuery {
  folder: Folder;
  agentId: string;
  limit: number;
  /** Only what follows this place of the folder's order. */
  after?: string | undefined;
  /** Nothing behind this place. */
  until?: string | undefined;
  filters?: Filters;
}

/**
 * `$1` is how many, `$2` the agent who looks. Rows are chosen before names and details are looked up. Without a name
 * PostgreSQL plans it for the values at hand.
 */
function listStatement({ folder, after, until, filters = {} }: ListQuery, values: Values): Statement {
  const { where, by, direction } = ORDERS[folder];
  const beside = (key: string | undefined, operator: string) => {
    if (key === undefined) return '';
    const { at, id } = parseKey(key);
    return ` and (s.${by}, s.id) ${operator} (${values.add(at)}::timestamptz, ${values.add(id)}::uuid)`;
  };
  const [behind, upTo] = direction === 'asc' ? ['>', '<='] : ['<', '>='];
  const further = beside(after, behind) + beside(until, upTo) + filtersSql(filters, values);
  const order = `order by s.${by} ${direction}, s.id ${direction}`;
  return statement(
    further === '' ? `list_${folder}` : '',
    `select ${viewColumns('$2::uuid')} from (
      select * from session s where ${maySee('$2::uuid')} and ${where}${further} ${order} limit $1
    ) s ${VIEW_JOINS} ${order}`,
  );
}

const COUNTS = statement(
  'list_counts',
  `
select
  (select count(*) from session s where phase = 'waiting' and ${maySee('$1::uuid')})::int as unassigned,
  (select count(*) from session where phase = 'live' and assignee_id = $1)::int as mine,
  (select count(*) from session s where phase = 'live' and assignee_id <> $1 and ${maySee('$1::uuid')})::int as others,
  (select count(*) from (select from session s where phase = 'closed' and conversation_at is not null
    and ${maySee('$1::uuid')} limit ${LIMITS.closedCounted}) c)::int as closed`,
);

/**
 * A snapshot of one folder, or of a range of it, as `agentId` sees it, with the counts of all. Unassigned begins with
 * whoever waits for longest, live folders with the latest words, Closed with the latest close. Sessions that only the
 * bot led are in none. Refusal `invalid_body` for a place that is none.
 */
export async function list(executor: Executor, query: ListQuery): Promise<ConversationList> {
  const { folder, agentId, limit } = query;
  const values = new Values(limit + 1, agentId);
  const rows = await executor.rows<ViewRow>(listStatement(query, values), values.list);
  const conversations = rows.slice(0, limit).map(viewOf);
  const [counts] = await executor.rows<ConversationList['counts']>(COUNTS, [agentId]);
  return {
    folder,
    conversations,
    counts: counts as ConversationList['counts'],
    next: nextOf(query, rows, conversations),
  };
}

const IN_VIEW = { waiting_since: 'waitingSince', last_at: 'lastAt', closed_at: 'closedAt' } as const;

function nextOf({ folder, limit }: ListQuery, rows: unknown[], shown: ConversationView[]): string | null {
  const last = shown.at(-1);
  if (rows.length <= limit || !last) return null;
  return keyText({ at: last[IN_VIEW[ORDERS[folder].by]] ?? '', id: last.id });
}

const VIEW = statement(
  'session_view',
  `select ${viewColumns('$2::uuid')} from ${VIEW_TABLES} where s.id = $1 and s.erased_at is null`,
);

/** As `viewerId` sees it, who is not asked for their rights. Refusal `not_found`, also for an erased one. */
export async function view(executor: Executor, sessionId: string, viewerId: string | null): Promise<ConversationView> {
  const [row] = await executor.rows<ViewRow>(VIEW, [sessionId, viewerId]);
  if (!row) throw new Refusal('not_found');
  return viewOf(row);
}

const DETAIL = statement(
  'session_detail',
  `
select ${viewColumns('$2::uuid')}, d.version as "detailsVersion",
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
  type Row = ViewRow & { details: Details; detailsVersion: number; results: ResultView[] };
  const [row] = await executor.rows<Row>(DETAIL, [sessionId, seenBy]);
  if (!row) throw new Refusal('not_found');
  const results = row.results.map((result) => ({ ...result, createdAt: isoTime(result.createdAt) }));
  const { details, detailsVersion } = row;
  return { ...viewOf(row), details, detailsVersion, results, workflowUrl: null };
}
