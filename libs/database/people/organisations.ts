import { newId, type OrganisationView } from '#libs/contracts';
import { type Executor, statement } from '../sql/sql.ts';
import { literally } from './columns.ts';

const ENSURE = statement(
  'organisation_ensure',
  `insert into organisation as o (id, name) values ($1, $2)
  on conflict (lower(name)) do update set name = o.name returning id`,
);

/** The organisation of this name, which is made where there is none. */
export async function ensureOrganisation(executor: Executor, name: string | null): Promise<string | null> {
  if (name === null) return null;
  const [row] = await executor.rows<{ id: string }>(ENSURE, [newId(), name]);
  return row?.id ?? null;
}

const SEARCH = statement(
  'organisation_search',
  `select id, name from organisation where lower(name) like '%' || $1 || '%'
  order by lower(name) like $1 || '%' desc, name, id limit $2`,
);

/** Organisations whose names have the text in them, those that begin with it first. */
export const searchOrganisations = (executor: Executor, text: string, limit: number): Promise<OrganisationView[]> =>
  executor.rows(SEARCH, [literally(text.toLowerCase()), limit]);
