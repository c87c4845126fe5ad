import { type CannedReply, type CannedReplyBody, type CannedReplyChange, newId, Refusal } from '#libs/contracts';
import { leads, type Rights } from '../sessions/rights.ts';
import { violatedKey } from '../sql/errors.ts';
import { type Executor, statement } from '../sql/sql.ts';

const COLUMNS = `id, version, owner_id is null as shared, shortcut, body as text`;

const LIST = statement(
  'canned_list',
  `select ${COLUMNS} from canned_reply where owner_id is null or owner_id = $1 order by shortcut, shared desc, id`,
);
const CREATE = statement(
  'canned_create',
  `insert into canned_reply (id, owner_id, shortcut, body) values ($1, $2, $3, $4) returning ${COLUMNS}`,
);
/** `$2` is the agent, `$3` whether they lead others. */
const MINE = `id = $1 and (owner_id = $2 or (owner_id is null and $3))`;
const CHANGE = statement(
  'canned_change',
  `update canned_reply set owner_id = $4, shortcut = $5, body = $6, version = version + 1
   where ${MINE} and version = $7 returning ${COLUMNS}`,
);
const REMOVE = statement('canned_remove', `delete from canned_reply where ${MINE} returning id`);
const VISIBLE = statement(
  'canned_visible',
  `select ${MINE} as mine from canned_reply where id = $1 and (owner_id is null or owner_id = $2)`,
);

type By = Rights;

/** Answers that are kept to be given again: everybody's, and each agent's own. */
export const cannedRepository = (executor: Executor) => {
  const requireLeads = (by: By, { shared }: CannedReplyBody): void => {
    if (shared && !leads(by)) throw new Refusal('forbidden');
  };
  const taken = (error: unknown): never => {
    throw violatedKey(error) === 'canned_reply_shortcut_key' ? new Refusal('name_taken') : error;
  };
  /** Why nothing was done: what one may see and not write is `forbidden`, what one may write is another version. */
  const refusal = async (id: string, by: By): Promise<Refusal> => {
    const [visible] = await executor.rows<{ mine: boolean }>(VISIBLE, [id, by.id, leads(by)]);
    if (!visible) return new Refusal('not_found');
    return new Refusal(visible.mine ? 'stale_version' : 'forbidden');
  };
  return {
    /** The shared ones and the agent's own, by shortcut. */
    list: (agentId: string): Promise<CannedReply[]> => executor.rows<CannedReply>(LIST, [agentId]),

    /** Refusals: `forbidden`, `name_taken` where the shortcut is. */
    async create(by: By, body: CannedReplyBody): Promise<CannedReply> {
      requireLeads(by, body);
      const values = [newId(), body.shared ? null : by.id, body.shortcut, body.text];
      const [row] = await executor.rows<CannedReply>(CREATE, values).catch(taken);
      return row as CannedReply;
    },

    /** Refusals: `not_found`, `forbidden`, `stale_version`, `name_taken`. */
    async change(by: By, id: string, body: CannedReplyChange): Promise<CannedReply> {
      requireLeads(by, body);
      const values = [id, by.id, leads(by), body.shared ? null : by.id, body.shortcut, body.text, body.version];
      const [row] = await executor.rows<CannedReply>(CHANGE, values).catch(taken);
      if (!row) throw await refusal(id, by);
      return row;
    },

    /** Refusals: `not_found`, `forbidden`. */
    async remove(by: By, id: string): Promise<void> {
      const [row] = await executor.rows(REMOVE, [id, by.id, leads(by)]);
      if (!row) throw await refusal(id, by);
    },
  };
};
export type CannedRepository = ReturnType<typeof cannedRepository>;
