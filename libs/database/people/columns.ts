import { type PersonView, Refusal } from '#libs/contracts';
import { type Executor, statement } from '../sql/sql.ts';

/** Of `person p left join organisation o`. */
export const PERSON_COLUMNS = `p.id, p.version, p.name, p.email, p.phone, o.name as organisation, p.note`;
export const PERSON_TABLES = `person p left join organisation o on o.id = p.organisation_id`;

/** Makes a person of a row of `PERSON_COLUMNS`; further columns are left out. */
export const personOf = ({ id, version, name, email, phone, organisation, note }: PersonView): PersonView => ({
  id,
  version,
  name,
  email,
  phone,
  organisation,
  note,
});

const GET = statement('person_get', `select ${PERSON_COLUMNS} from ${PERSON_TABLES} where p.id = $1`);

/** Refusal `not_found`. */
export async function getPerson(executor: Executor, personId: string): Promise<PersonView> {
  const [row] = await executor.rows<PersonView>(GET, [personId]);
  if (!row) throw new Refusal('not_found');
  return personOf(row);
}

/** A text as part of a `like` pattern: it stands for itself. */
export const literally = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&');
