import type { ChangePersonBody, MergePersonsBody, NewPersonBody } from '#libs/contracts';
import type { Sql } from '../sql/sql.ts';
import { getPerson } from './columns.ts';
import { createPerson, type LinkInput, linkPerson } from './links.ts';
import { mergePersons } from './merge.ts';
import { searchOrganisations } from './organisations.ts';
import { changePerson, searchPersons } from './persons.ts';
import { visitor } from './visitor.ts';

/** How many a search finds at most. */
const FOUND = 10;

/** Persons and organisations, and who of them is in which conversation. */
export const peopleRepository = (sql: Sql) => ({
  search: (text: string) => searchPersons(sql, text, FOUND),
  searchOrganisations: (text: string) => searchOrganisations(sql, text, FOUND),
  get: (personId: string) => getPerson(sql, personId),
  change: (personId: string, change: ChangePersonBody) => changePerson(sql, personId, change),
  merge: (personId: string, merge: MergePersonsBody, byAgentId: string) =>
    mergePersons(sql, personId, merge, byAgentId),
  create: (input: LinkInput & { person: NewPersonBody }) => createPerson(sql, input),
  link: (input: LinkInput & { personId: string | null }) => linkPerson(sql, input),
  visitor: (sessionId: string, seenBy: string) => visitor(sql, sessionId, seenBy),
});
export type PeopleRepository = ReturnType<typeof peopleRepository>;
