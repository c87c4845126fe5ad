import { type NewPersonBody, type PersonView, Refusal } from '#libs/contracts';
import { requireVisible } from '../sessions/rights.ts';
import { type Executor, type Sql, statement } from '../sql/sql.ts';
import { getPerson } from './columns.ts';
import { insertPerson } from './persons.ts';

/**
 * SQL: the id of the person in a conversation, by the rows of `session_details` and `session_person` (which may be
 * missing): whom an agent linked, else who has the e-mail of the details.
 */
export const personIdOf = (details: string, link: string): string => `case
  when ${link}.session_id is not null then ${link}.person_id
  else (select id from person where lower(person.email) = lower(nullif(${details}.email, '')))
end`;

/** Persons are locked before links, as merging does. */
const LOCK = statement('person_lock', 'select id from person where id = $1 for key share');

/** Answers nothing where a colleague has linked somebody else than $4 since; $3: whatever is there is replaced. */
const LINK = statement(
  'person_link',
  `insert into session_person as link (session_id, person_id) values ($1, $2)
  on conflict (session_id) do update set person_id = excluded.person_id
    where $3 or link.person_id is not distinct from $4::uuid or link.person_id is not distinct from excluded.person_id
  returning session_id`,
);

/** What the details do not say yet; what they say stays. */
const FILL = statement(
  'person_fill_details',
  `
update session_details d set version = d.version + 1,
  person_name = coalesce(nullif(person_name, ''), p.name), email = coalesce(nullif(d.email, ''), p.email),
  phone = coalesce(nullif(d.phone, ''), p.phone), organisation = coalesce(nullif(d.organisation, ''), o.name)
from person p left join organisation o on o.id = p.organisation_id
where d.session_id = $1 and p.id = $2
  and (nullif(person_name, '') is null and p.name is not null or nullif(d.email, '') is null and p.email is not null
    or nullif(d.phone, '') is null and p.phone is not null
    or nullif(d.organisation, '') is null and o.name is not null)`,
);

export interface LinkInput {
  sessionId: string;
  byAgentId: string;
  /** Who was linked when the agent decided; missing: whoever is linked is replaced. */
  insteadOf?: string | null | undefined;
}

/**
 * Says who the person in the conversation is; null: nobody, whatever e-mail the details hold. Fills what the details
 * do not say yet. Refusals: `not_found`, also for a conversation that the agent may not see; `stale_version` where
 * somebody else than `insteadOf` is linked by now.
 */
export const linkPerson = (
  sql: Sql,
  { sessionId, byAgentId, insteadOf, personId }: LinkInput & { personId: string | null },
): Promise<void> =>
  sql.transaction(async (executor) => {
    await requireVisible(executor, sessionId, byAgentId);
    await link(executor, { sessionId, personId, insteadOf });
  });

async function link(
  executor: Executor,
  { sessionId, personId, insteadOf }: Omit<LinkInput, 'byAgentId'> & { personId: string | null },
): Promise<void> {
  if (personId !== null) {
    const [known] = await executor.rows(LOCK, [personId]);
    if (!known) throw new Refusal('not_found');
  }
  const linked = await executor.rows(LINK, [sessionId, personId, insteadOf === undefined, insteadOf ?? null]);
  if (linked.length === 0) throw new Refusal('stale_version');
  if (personId !== null) await executor.rows(FILL, [sessionId, personId]);
}

/** Makes a person and links them. Refusals: `not_found`, `person_exists`, `stale_version`; then nothing is stored. */
export const createPerson = (
  sql: Sql,
  { sessionId, byAgentId, insteadOf, person }: LinkInput & { person: Omit<NewPersonBody, 'insteadOf'> },
): Promise<PersonView> =>
  sql.transaction(async (executor) => {
    await requireVisible(executor, sessionId, byAgentId);
    const personId = await insertPerson(executor, person);
    await link(executor, { sessionId, personId, insteadOf });
    return getPerson(executor, personId);
  });
