import { LIMITS, newId, Refusal, type SavedView, type SavedViewBody } from '#libs/contracts';
import { violatedKey } from '../sql/errors.ts';
import { type Sql, statement } from '../sql/sql.ts';

const COLUMNS = 'id, name, place, filters, text';
const LIST = statement('views_list', `select ${COLUMNS} from saved_view where agent_id = $1 order by lower(name), id`);
/** The agent's row is locked: two tabs that save at once do not pass the limit. */
const LOCK = statement('views_lock', `select from agent where id = $1 for no key update`);
const CREATE = statement(
  'views_create',
  `insert into saved_view (agent_id, id, name, place, filters, text)
  select $1, $2, $3, $4, $5::jsonb, $6 where (select count(*) from saved_view where agent_id = $1) < ${LIMITS.savedViews}
  returning ${COLUMNS}`,
);
const CHANGE = statement(
  'views_change',
  `update saved_view set name = $3, place = $4, filters = $5::jsonb, text = $6 where agent_id = $1 and id = $2
  returning ${COLUMNS}`,
);
const REMOVE = statement('views_remove', `delete from saved_view where agent_id = $1 and id = $2 returning id`);

/** What agents often look for: each has their own. */
export const savedViewsRepository = (sql: Sql) => ({
  /** By name. */
  list: (agentId: string): Promise<SavedView[]> => sql.rows<SavedView>(LIST, [agentId]),

  /** Refusals: `name_taken` whatever the letter case, `too_many`. */
  create: (agentId: string, view: SavedViewBody): Promise<SavedView> =>
    sql.transaction(async (executor) => {
      await executor.rows(LOCK, [agentId]);
      return written(executor.rows<SavedView>(CREATE, valuesOf(agentId, newId(), view)), 'too_many');
    }),

  /** Refusals: `name_taken`, `not_found` also for another agent's. */
  change: (agentId: string, id: string, view: SavedViewBody): Promise<SavedView> =>
    written(sql.rows<SavedView>(CHANGE, valuesOf(agentId, id, view)), 'not_found'),

  /** Refusal `not_found`, also for another agent's. */
  async remove(agentId: string, id: string): Promise<void> {
    const [removed] = await sql.rows(REMOVE, [agentId, id]);
    if (!removed) throw new Refusal('not_found');
  },
});
export type SavedViewsRepository = ReturnType<typeof savedViewsRepository>;

const valuesOf = (agentId: string, id: string, { name, place, filters, text }: SavedViewBody): string[] => [
  agentId,
  id,
  name,
  place,
  JSON.stringify(filters),
  text,
];

/** The row, or the refusal for when there is none. */
async function written(rows: Promise<SavedView[]>, otherwise: 'too_many' | 'not_found'): Promise<SavedView> {
  const [row] = await rows.catch((error: unknown) => {
    throw violatedKey(error) === 'saved_view_name_key' ? new Refusal('name_taken') : error;
  });
  if (!row) throw new Refusal(otherwise);
  return row;
}
