import { newId, type ResultKind, type ResultState } from '#libs/contracts';
import { ensureOrganisation } from '../people/organisations.ts';
import { NEXT_AT } from '../sql/columns.ts';
import { type Executor, type Sql, statement } from '../sql/sql.ts';

export interface Produced {
  /** `ended`: the session was erased, or never was. */
  state: ResultState | 'ended';
  /** Where the entry `resultState` went, for hints; null when none was written. */
  told: { sessionId: string; seq: number } | null;
}

interface ResultRow {
  sessionId: string;
  kind: ResultKind;
  state: ResultState;
  title: string;
  dueAt: string | null;
  ownerId: string | null;
  label: string | null;
  stage: string | null;
  visibility: string;
  personName: string | null;
  email: string | null;
  phone: string | null;
  organisation: string | null;
  /** Decimal. */
  value: string | null;
  currency: string | null;
  note: string | null;
}

const LOCK = statement(
  'result_lock_session',
  `select id from session where id = (select session_id from result where id = $1) and erased_at is null
  for no key update`,
);

/** Who has the conversation, else who had it last. */
const ASSIGNEE = `coalesce(s.assignee_id, (
  select (body ->> 'agentId')::uuid from entry
  where session_id = s.id and entry.kind in ('assigned', 'reassigned') order by seq desc limit 1
))`;

/** A card says whose its result is; what an agent asks for is the assignee's, or the agent's own. */
const READ = statement(
  'result_read',
  `
select r.session_id as "sessionId", r.kind, r.state, r.title, r.due_at as "dueAt",
  case
    when r.requested_by is not null then coalesce(s.assignee_id, r.requested_by)
    when r.owner = 'assignee' then ${ASSIGNEE}
    else (select id from agent where lower(email) = lower(r.owner))
  end as "ownerId",
  r.label, r.stage, r.visibility,
  nullif(d.person_name, '') as "personName", nullif(d.email, '') as email, nullif(d.phone, '') as phone,
  nullif(d.organisation, '') as organisation, coalesce(r.value, d.deal_value) as value,
  coalesce(r.currency, d.currency) as currency, d.note
from result r join session s on s.id = r.session_id join session_details d on d.session_id = r.session_id
where r.id = $1`,
);

/** Somebody who is known by e-mail stays one person: what was unknown is filled, nothing is overwritten. */
const PERSON = statement(
  'result_person',
  `insert into person as p (id, name, email, phone, organisation_id) values ($1, $2, $3, $4, $5)
  on conflict (lower(email)) where email is not null do update set
    version = p.version + case when p.name is null and excluded.name is not null
      or p.phone is null and excluded.phone is not null
      or p.organisation_id is null and excluded.organisation_id is not null then 1 else 0 end,
    name = coalesce(p.name, excluded.name), phone = coalesce(p.phone, excluded.phone),
    organisation_id = coalesce(p.organisation_id, excluded.organisation_id)
  returning id`,
);

/** Whom an agent linked: what was unknown is filled, nothing is overwritten. */
const LINKED_PERSON = statement(
  'result_linked_person',
  `update person p set
    version = p.version + case when name is null and $2::text is not null or phone is null and $3::text is not null
      or organisation_id is null and $4::uuid is not null then 1 else 0 end,
    name = coalesce(name, $2), phone = coalesce(phone, $3), organisation_id = coalesce(organisation_id, $4)
  from session_person sp where sp.session_id = $1 and p.id = sp.person_id
  returning p.id`,
);

/** Who has no e-mail is known by the link alone. What an agent said stays. */
const LINK = statement(
  'result_link_person',
  `insert into session_person (session_id, person_id) values ($1, $2) on conflict do nothing`,
);

/** Without an e-mail nobody can be recognised, except within the session itself. */
const PERSON_OF_SESSION = statement(
  'result_person_of_session',
  `select person_id as id from (
    select person_id, created_at from lead where session_id = $1
    union all select person_id, created_at from deal where session_id = $1
    union all select person_id, created_at from crm_activity where session_id = $1
  ) records where person_id is not null order by created_at limit 1`,
);

const COMMON = 'id, result_id, session_id, title, person_id, organisation_id, owner_id, label, visibility';
const VALUED = `${COMMON}, value, currency, note`;
const LEAD = statement(
  'result_lead',
  `insert into lead (${VALUED}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  on conflict (result_id) do nothing`,
);
const DEAL = statement(
  'result_deal',
  `insert into deal (${VALUED}, stage) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  on conflict (result_id) do nothing`,
);
const CRM_ACTIVITY = statement(
  'result_crm_activity',
  `insert into crm_activity (${COMMON}, due_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (result_id) do nothing`,
);

const SET_STATE = statement(
  'result_set_state',
  `
with changed as (
  update result set state = $2 where id = $1 returning session_id, kind
), grown as (
  update session set last_seq = last_seq + 1, last_at = ${NEXT_AT}
  from changed where id = changed.session_id
  returning id, last_seq, last_at, changed.kind
)
insert into entry (session_id, seq, at, kind, author, body)
select id, last_seq, last_at, 'resultState', 'system',
  jsonb_build_object('resultId', $1::text, 'result', kind, 'state', $2::text)
from grown
returning session_id as "sessionId", seq`,
);

/**
 * Writes the CRM records of a result and the entry that says so, in one transaction under the session's lock: once,
 * however often and from wherever it is called.
 */
export const createRecords = (sql: Sql, resultId: string): Promise<Produced> =>
  settle(sql, resultId, async (executor, result) => {
    if (result.state === 'created') return null;
    await insertRecord(executor, resultId, result);
    return 'created';
  });

/** Marks the result `failed`, unless it was created after all. */
export const fail = (sql: Sql, resultId: string): Promise<Produced> =>
  settle(sql, resultId, async (_executor, { state }) => (state === 'pending' ? 'failed' : null));

/** @param work says the new state, or null when the result stays as it is */
async function settle(
  sql: Sql,
  resultId: string,
  work: (executor: Executor, result: ResultRow) => Promise<ResultState | null>,
): Promise<Produced> {
  return sql.transaction(async (executor) => {
    const [session] = await executor.rows(LOCK, [resultId]);
    const [result] = session ? await executor.rows<ResultRow>(READ, [resultId]) : [];
    if (!result) return { state: 'ended', told: null };
    const state = await work(executor, result);
    if (state === null) return { state: result.state, told: null };
    const [told] = await executor.rows<{ sessionId: string; seq: number }>(SET_STATE, [resultId, state]);
    return { state, told: told ?? null };
  });
}

async function insertRecord(executor: Executor, resultId: string, result: ResultRow): Promise<void> {
  const { sessionId, title, ownerId, label, visibility, value, currency, note, stage, dueAt } = result;
  const organisationId = await ensureOrganisation(executor, result.organisation);
  const personId = await personOf(executor, result, organisationId);
  const common = [newId(), resultId, sessionId, title, personId, organisationId, ownerId, label, visibility];
  const valued = [...common, value, currency, note];
  if (result.kind === 'lead') await executor.rows(LEAD, valued);
  else if (result.kind === 'deal') await executor.rows(DEAL, [...valued, stage]);
  else await executor.rows(CRM_ACTIVITY, [...common, dueAt]);
}

async function personOf(
  executor: Executor,
  { sessionId, personName, email, phone }: ResultRow,
  organisationId: string | null,
): Promise<string | null> {
  const [linked] = await executor.rows<{ id: string }>(LINKED_PERSON, [sessionId, personName, phone, organisationId]);
  if (linked) return linked.id;
  if (email === null && personName === null && phone === null) return null;
  const [known] = email === null ? await executor.rows<{ id: string }>(PERSON_OF_SESSION, [sessionId]) : [];
  if (known) return known.id;
  const [row] = await executor.rows<{ id: string }>(PERSON, [newId(), personName, email, phone, organisationId]);
  if (row && email === null) await executor.rows(LINK, [sessionId, row.id]);
  return row?.id ?? null;
}
