import { isDeepStrictEqual } from 'node:util';
import { type CloseReason, type Closing, Refusal } from '#libs/contracts';
import { type Executor, type Sql, statement } from '../sql/sql.ts';

const LIST = statement('close_reasons', 'select id, label from close_reason order by position, id');
/** Two who replace it take turns; whoever reads it does not wait. */
const LOCK = statement('close_reasons_lock', 'lock table close_reason in share row exclusive mode');
const CLEAR = statement('close_reasons_clear', 'delete from close_reason');
const WRITE = statement(
  'close_reasons_write',
  `insert into close_reason (id, label, position)
  select id, label, position from rows from (jsonb_to_recordset($1::jsonb) as (id text, label text))
    with ordinality as r (id, label, position)`,
);
const FIND = statement('close_reason', 'select id, label from close_reason where id = $1');

/** The reasons to choose from, in their order. */
export const closeReasons = (executor: Executor): Promise<CloseReason[]> => executor.rows(LIST, []);

/**
 * Replaces the list. What was closed keeps its reason, with the label of then.
 *
 * @param insteadOf what it is to replace; Refusal `stale_version` where something else is stored
 */
export const replaceCloseReasons = (
  sql: Sql,
  reasons: readonly CloseReason[],
  insteadOf?: readonly CloseReason[],
): Promise<CloseReason[]> =>
  sql.transaction(async (executor) => {
    await executor.rows(LOCK, []);
    if (insteadOf && !isDeepStrictEqual(await closeReasons(executor), insteadOf)) throw new Refusal('stale_version');
    await executor.rows(CLEAR, []);
    await executor.rows(WRITE, [JSON.stringify(reasons)]);
    return closeReasons(executor);
  });

/** What is kept of a reason with the closed conversation. Refusal `invalid_body` for one that is not in the list. */
export async function closingOf(executor: Executor, reasonId: string, note: string | null): Promise<Closing> {
  const [reason] = await executor.rows<CloseReason>(FIND, [reasonId]);
  if (!reason)
    throw new Refusal('invalid_body', {
      errors: [{ path: 'reasonId', code: 'unknown_reason', message: 'There is no such reason any more' }],
    });
  return { reasonId, label: reason.label, note };
}
