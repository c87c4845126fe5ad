import { type ChangePersonBody, type NewPersonBody, newId, type PersonView, Refusal } from '#libs/contracts';
import { violatedKey } from '../sql/errors.ts';
import { type Executor, type Sql, statement } from '../sql/sql.ts';
import { getPerson, literally, PERSON_COLUMNS, PERSON_TABLES, personOf } from './columns.ts';
import { ensureOrganisation } from './organisations.ts';

const SEARCH = statement(
  'person_search',
  `select ${PERSON_COLUMNS} from ${PERSON_TABLES} where p.search like '%' || $1 || '%'
  order by p.search like $1 || '%' desc, p.name, p.id limit $2`,
);

/** A number as people write it is searched by its digits. */
const PHONE = /^[\d\s()+./-]+$/;

/** Persons who have the text in name, e-mail or phone; those whose name begins with it first. */
export async function searchPersons(executor: Executor, text: string, limit: number): Promise<PersonView[]> {
  const sought = PHONE.test(text) ? text.replaceAll(/\D/g, '') : text.toLowerCase();
  if (sought === '') return [];
  const rows = await executor.rows<PersonView>(SEARCH, [literally(sought), limit]);
  return rows.map(personOf);
}

const INSERT = statement(
  'person_insert',
  `insert into person (id, name, email, phone, organisation_id, note) values ($1, $2, $3, $4, $5, $6)`,
);

/** Refusal `person_exists` where somebody has this e-mail already. */
export async function insertPerson(executor: Executor, person: NewPersonBody): Promise<string> {
  const { name, email, phone, organisation, note } = person;
  const id = newId();
  const organisationId = await ensureOrganisation(executor, organisation);
  await executor.rows(INSERT, [id, name, email, phone, organisationId, note]).catch(refuseKnown);
  return id;
}

const CHANGE = statement(
  'person_change',
  `update person set version = version + 1, name = $3, email = $4, phone = $5, organisation_id = $6, note = $7
  where id = $1 and version = $2 returning id`,
);
const EXISTS = statement('person_exists', 'select 1 from person where id = $1');

/**
 * Replaces what is known of a person, if `version` is still what was seen.
 * Refusals: `not_found`, `stale_version`, `person_exists`.
 */
export const changePerson = (sql: Sql, id: string, change: ChangePersonBody): Promise<PersonView> =>
  sql.transaction(async (executor) => {
    const { version, name, email, phone, organisation, note } = change;
    const organisationId = await ensureOrganisation(executor, organisation);
    const values = [id, version, name, email, phone, organisationId, note];
    const [changed] = await executor.rows(CHANGE, values).catch(refuseKnown);
    if (changed) return getPerson(executor, id);
    const [exists] = await executor.rows(EXISTS, [id]);
    throw new Refusal(exists ? 'stale_version' : 'not_found');
  });

function refuseKnown(error: unknown): never {
  throw violatedKey(error) === 'person_email_key' ? new Refusal('person_exists') : error;
}
