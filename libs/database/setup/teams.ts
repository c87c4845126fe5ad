import { newId, Refusal, type TeamView } from '#libs/contracts';
import { goOnline } from '../presence/online.ts';
import { isMissingReference, violatedKey } from '../sql/errors.ts';
import { type Sql, statement } from '../sql/sql.ts';

const LIST = statement('team_list', `select id, name from team order by name, id`);
const CREATE = statement('team_create', `insert into team (id, name) values ($1, $2)`);
const ASSIGN = statement('team_assign', `update agent set team_id = $2 where id = $1 returning id`);
const MISSING = statement(
  'team_missing',
  `select distinct name from unnest($1::text[]) as asked (name) where name not in (select name from team) order by name`,
);

/** Teams that playbooks call by name, and who is in which. */
export const teamsRepository = (sql: Sql) => ({
  /** All teams by name. */
  list: (): Promise<TeamView[]> => sql.rows<TeamView>(LIST, []),

  /** Refusal `name_taken`, whatever the letter case. */
  async create(name: string): Promise<TeamView> {
    const id = newId();
    await sql.rows(CREATE, [id, name]).catch((error: unknown) => {
      throw violatedKey(error) === 'team_name_key' ? new Refusal('name_taken') : error;
    });
    return { id, name };
  },

  /** @param teamId null: in no team, called only where everybody is. Refusal `not_found` */
  async assignAgent(agentId: string, teamId: string | null): Promise<void> {
    const [agent] = await goOnline(sql, (executor) => executor.rows(ASSIGN, [agentId, teamId])).catch(
      (error: unknown) => {
        throw isMissingReference(error) ? new Refusal('not_found') : error;
      },
    );
    if (!agent) throw new Refusal('not_found');
  },

  /** Which of these names no team has: exactly, as playbooks name them. */
  async missing(names: readonly string[]): Promise<string[]> {
    const rows = await sql.rows<{ name: string }>(MISSING, [names]);
    return rows.map(({ name }) => name);
  },
});
export type TeamsRepository = ReturnType<typeof teamsRepository>;
