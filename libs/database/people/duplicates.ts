import type { DuplicateView, PersonView } from '#libs/contracts';
import { type Executor, statement } from '../sql/sql.ts';
import { PERSON_COLUMNS, personOf } from './columns.ts';

/** Fewer digits are an extension, which many share. */
const DIGITS = 6;
const MOST = 5;

/** No two persons have the same e-mail, whatever its letter case: the table's key sees to it. */
const FIND = statement(
  'person_duplicates',
  `
with this as (
  select id, lower(name) as name, organisation_id, regexp_replace(phone, '\\D', '', 'g') as digits
  from person where id = $1
), same as (
  select p.id, 'phone' as reason from this join person p on regexp_replace(p.phone, '\\D', '', 'g') = this.digits
  where p.phone is not null and length(this.digits) >= ${DIGITS} and p.id <> this.id
  union all
  select p.id, 'nameAndOrganisation' from this
  join person p on lower(p.name) = this.name and p.organisation_id = this.organisation_id
  where p.name is not null and p.id <> this.id
)
select ${PERSON_COLUMNS}, array_agg(same.reason order by same.reason) as reasons
from same join person p on p.id = same.id left join organisation o on o.id = p.organisation_id
group by p.id, o.id order by p.id limit ${MOST}`,
);

/** Who may be the same person: the same phone, or the same name in the same organisation. */
export async function duplicatesOf(executor: Executor, personId: string): Promise<DuplicateView[]> {
  const rows = await executor.rows<PersonView & Pick<DuplicateView, 'reasons'>>(FIND, [personId]);
  return rows.map((row) => ({ person: personOf(row), reasons: row.reasons }));
}
