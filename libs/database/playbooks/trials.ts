import { newId, type PlaybookDefinition, Refusal, type Trial } from '#libs/contracts';
import { upgradeDefinition } from '#libs/playbook';
import { isoTime } from '../sql/columns.ts';
import { isMissingReference } from '../sql/errors.ts';
import { type Executor, type Statement, statement } from '../sql/sql.ts';

/** What a trial has found so far. */
export type TrialReport = Pick<Trial, 'before' | 'after' | 'dropOff' | 'tried'>;

/** A trial with the session that was tried last: those after it are not in the report yet. Null: none was. */
export type StandingTrial = Trial & { afterId: string | null };

const NOTHING = { ended: 0, leads: 0, deals: 0, crmActivities: 0 };
const NO_REPORT: TrialReport = { before: NOTHING, after: NOTHING, dropOff: [], tried: [] };

/** As many sessions as were asked for, or as there are. */
const CREATE = statement(
  'trial_create',
  `
insert into playbook_trial (id, playbook_id, definition, sessions, requested_by, report)
select $1, $2, $3::json, count(*), $5, $6::jsonb from (
  select from session where version_id in (select id from playbook_version where playbook_id = $2)
    and erased_at is null limit $4
) s
returning id`,
);

const COLUMNS = `id, playbook_id as "playbookId", state, sessions, done, report, after_id as "afterId",
  created_at as "createdAt", finished_at as "finishedAt"`;
const FIND = statement('trial_find', `select ${COLUMNS} from playbook_trial where id = $1`);
const LATEST = statement(
  'trial_latest',
  `select ${COLUMNS} from playbook_trial where playbook_id = $1 order by created_at desc, id desc limit 1`,
);

const DEFINITION = statement('trial_definition', `select definition from playbook_trial where id = $1`);

const PROGRESS = statement(
  'trial_progress',
  `update playbook_trial set report = $2::jsonb, done = $3, after_id = $4
  where id = $1 and state = 'running' returning id`,
);

const FINISH = statement(
  'trial_finish',
  `update playbook_trial set state = $2, finished_at = clock_timestamp() where id = $1 and state = 'running' returning id`,
);

/** Drafts that are tried on sessions of the past. Nothing here writes to a session. */
export const trialsRepository = (executor: Executor) => {
  const finish = async (id: string, state: 'done' | 'cancelled' | 'failed'): Promise<boolean> => {
    const [row] = await executor.rows(FINISH, [id, state]);
    return row !== undefined;
  };
  return {
    /** A trial of a definition that was validated before, `running`. Refusal `not_found`. */
    async create(input: {
      playbookId: string;
      definition: PlaybookDefinition;
      /** At most this many. */
      sessions: number;
      by: string | null;
    }): Promise<Trial> {
      const { playbookId, definition, sessions, by } = input;
      const id = newId();
      const values = [id, playbookId, JSON.stringify(definition), sessions, by, JSON.stringify(NO_REPORT)];
      await executor.rows(CREATE, values).catch((error: unknown) => {
        throw isMissingReference(error) ? new Refusal('not_found') : error;
      });
      return (await read(executor, FIND, id)) as Trial;
    },

    find: (id: string): Promise<StandingTrial | null> => read(executor, FIND, id),

    /** The playbook's last one; null where there was none. */
    latest: (playbookId: string): Promise<StandingTrial | null> => read(executor, LATEST, playbookId),

    /** What is tried; null where there is no such trial. */
    async definition(id: string): Promise<PlaybookDefinition | null> {
      const [row] = await executor.rows<{ definition: unknown }>(DEFINITION, [id]);
      return row ? (upgradeDefinition(row.definition) as PlaybookDefinition) : null;
    },

    /**
     * Replaces what was found so far.
     * @param afterId the session that was tried last
     * @returns false: the trial does not run any more, stop
     */
    async progress(id: string, report: TrialReport, done: number, afterId: string | null): Promise<boolean> {
      const [row] = await executor.rows(PROGRESS, [id, JSON.stringify(report), done, afterId]);
      return row !== undefined;
    },

    /** False where it had finished before: it stays as it was. */
    finish,
    cancel: (id: string): Promise<boolean> => finish(id, 'cancelled'),
  };
};
export type TrialsRepository = ReturnType<typeof trialsRepository>;

async function read(executor: Executor, which: Statement, id: string): Promise<StandingTrial | null> {
  const [row] = await executor.rows<Omit<StandingTrial, keyof TrialReport> & { report: TrialReport }>(which, [id]);
  if (!row) return null;
  const { report, createdAt, finishedAt, ...trial } = row;
  return { ...trial, ...report, createdAt: isoTime(createdAt), finishedAt: isoTime(finishedAt) };
}
