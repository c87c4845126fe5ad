import { TEAM_LOCK, WHO_IS_ONLINE } from '../presence/online.ts';
import { ENTRY_COLUMNS } from '../sql/columns.ts';
import { statement } from '../sql/sql.ts';
import { SESSION_COLUMNS } from './row.ts';

/** Takes the teams' lock, shared, before the row's: whoever is going online is waited for and then seen. */
export const LOCK = statement(
  'look_lock',
  `select ${SESSION_COLUMNS}, erased_at is not null as erased, pg_advisory_xact_lock_shared(${TEAM_LOCK})
  from session where id = $1 for no key update`,
);

/**
 * A statement of its own, sent along with the lock: only its snapshot is sure to hold what was committed while the lock
 * was waited for. The session's own columns it reads from the locked row.
 */
export const READ = statement(
  'look_read',
  `
select
  greatest(s.last_at, date_trunc('milliseconds', clock_timestamp()),
    date_trunc('milliseconds', to_timestamp($2::float8 / 1000))) as now,
  ${WHO_IS_ONLINE} as online,
  case when s.waiting_since is not null then (
    select count(*)::int + 1 from session
    where phase = 'waiting' and team_id is not distinct from s.team_id and (waiting_since, id) < (s.waiting_since, s.id)
  ) end as "queuePlace",
  (select hours from site where id = s.site_id) as hours,
  (select name from agent where id = s.offered_to) as "offeredName",
  (select coalesce(json_agg(json_build_object('resultId', id, 'kind', kind, 'state', state) order by created_at), '[]')
    from result where session_id = s.id) as results,
  (select coalesce(json_agg(json_build_object('callId', id, 'cardId', card_id, 'giveUpAt', give_up_at)
    order by request_seq), '[]') from http_call where session_id = s.id and state = 'pending') as calls,
  (select coalesce(json_agg(e order by seq), '[]') from (
    select ${ENTRY_COLUMNS} from entry where session_id = s.id and entry.seq > s.cursor order by entry.seq limit $3
  ) e) as unread
from session s where s.id = $1`,
);

/** The row and all that the look produced, in one statement. */
export const WRITE = statement(
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
    team_id = case $7 when 'waiting' then (select id from team where lower(name) = lower($12)) else team_id end,
    offered_to = $15::uuid,
    offer_until = $16::timestamptz,
    offer_no = $17,
    offered_before = case
      when phase <> $7 then '{}'
      when offered_to is distinct from $15::uuid and offered_to is not null then offered_before || offered_to
      else offered_before end,
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
  insert into result (id, session_id, kind, title, card_id, owner, label, stage, visibility, value, currency, due_at)
  select "resultId", $1, kind, title, "cardId", owner, label, stage, visibility, value, currency, "dueAt"
  from jsonb_to_recordset($9::jsonb) as r ("resultId" uuid, kind text, title text, "cardId" text, owner text,
    label text, stage text, visibility text, value numeric, currency text, "dueAt" timestamptz)
  on conflict (id) do nothing
), calls as (
  insert into http_call (id, session_id, card_id, request_seq, request, give_up_at)
  select "callId", $1, "cardId", seq, request, "giveUpAt"
  from jsonb_to_recordset($13::jsonb) as c ("callId" uuid, "cardId" text, seq int, request jsonb, "giveUpAt" timestamptz)
), visits as (
  insert into card_visit as known (session_id, card_id, arm, entered_at, left_at)
  select $1, "cardId", arm, $2::timestamptz, case when "left" then $2::timestamptz end
  from jsonb_to_recordset($14::jsonb) as v ("cardId" text, arm text, "left" boolean)
  on conflict (session_id, card_id) do update set
    left_at = coalesce(known.left_at, excluded.left_at), arm = coalesce(known.arm, excluded.arm)
  where known.left_at is null and excluded.left_at is not null or known.arm is null and excluded.arm is not null
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
export const READ_ERASED = statement(
  'look_read_erased',
  `update session set cursor = last_seq, unread_since = null where id = $1 and cursor < last_seq`,
);
