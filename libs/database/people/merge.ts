import { type MergePersonsBody, PERSON_FIELDS, type PersonField, type PersonView, Refusal } from '#libs/contracts';
import { type Executor, type Sql, statement } from '../sql/sql.ts';
import { getPerson } from './columns.ts';
import { ensureOrganisation } from './organisations.ts';

/** In one order, so that two who merge the same persons take turns. */
const LOCK = statement('merge_lock', 'select id from person where id = any ($1::uuid[]) order by id for update');

/** What belongs to the other one; each statement's values are this and the other one's id. */
const MOVES = [
  ...['lead', 'deal', 'crm_activity', 'session_person', 'person_merge'].map((table) =>
    statement(`merge_${table}`, `update ${table} set person_id = $1 where person_id = $2`),
  ),
  // conversations that were the other one's by e-mail: the address may be gone after this
  statement(
    'merge_linked_by_email',
    `insert into session_person (session_id, person_id)
    select d.session_id, $1 from session_details d join person p on lower(p.email) = lower(d.email)
    where p.id in ($1, $2) on conflict (session_id) do nothing`,
  ),
];
const NOTE = statement('merge_note', 'insert into person_merge (other_id, person_id, by_agent_id) values ($2, $1, $3)');
const DROP = statement('merge_drop', 'delete from person where id = $1');
const KEEP = statement(
  'merge_keep',
  `update person set version = version + 1, name = $2, email = $3, phone = $4, organisation_id = $5, note = $6
  where id = $1`,
);

/**
 * Makes two persons one: what belongs to the other moves here, and the other is gone. Who did it is noted. All or nothing.
 * Refusals: `not_found`; `stale_version` when either is not what was seen any more; `merge_undecided`, with the fields
 * in which both have a value and `keep` does not say which one stays.
 */
export const mergePersons = (
  sql: Sql,
  personId: string,
  merge: MergePersonsBody,
  byAgentId: string,
): Promise<PersonView> =>
  sql.transaction(async (executor) => {
    const { otherId, version, otherVersion, keep } = merge;
    if (otherId === personId) throw new Refusal('not_found');
    await executor.rows(LOCK, [[personId, otherId]]);
    const [mine, other] = [await getPerson(executor, personId), await getPerson(executor, otherId)];
    if (mine.version !== version || other.version !== otherVersion) throw new Refusal('stale_version');
    const kept = keptOf(mine, other, keep);
    for (const move of MOVES) await executor.rows(move, [personId, otherId]);
    await executor.rows(NOTE, [personId, otherId, byAgentId]);
    await executor.rows(DROP, [otherId]);
    await write(executor, personId, kept);
    return getPerson(executor, personId);
  });

type Known = Record<PersonField, string | null>;

/** E-mails and organisations are the same in any letter case. */
const NO_CASE: ReadonlySet<PersonField> = new Set(['email', 'organisation']);
const same = (field: PersonField, one: string, two: string): boolean =>
  NO_CASE.has(field) ? one.toLowerCase() === two.toLowerCase() : one === two;

function keptOf(mine: Known, other: Known, keep: MergePersonsBody['keep']): Known {
  const undecided = PERSON_FIELDS.filter((field) => {
    const [one, two] = [mine[field], other[field]];
    return one !== null && two !== null && !same(field, one, two) && keep[field] === undefined;
  });
  if (undecided.length > 0)
    throw new Refusal('merge_undecided', {
      errors: undecided.map((path) => ({ path, code: 'undecided', message: 'Both have a value here' })),
    });
  const entries = PERSON_FIELDS.map((field) => [
    field,
    keep[field] === 'other' ? (other[field] ?? mine[field]) : (mine[field] ?? other[field]),
  ]);
  return Object.fromEntries(entries) as Known;
}

async function write(executor: Executor, id: string, { name, email, phone, organisation, note }: Known): Promise<void> {
  await executor.rows(KEEP, [id, name, email, phone, await ensureOrganisation(executor, organisation), note]);
}
