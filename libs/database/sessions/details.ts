import { type Details, Refusal } from '#libs/contracts';
import { type Executor, statement } from '../sql/sql.ts';
import { requireVisible } from './rights.ts';

const UPDATE = statement(
  'details_update',
  `
with forgotten as (
  -- another e-mail: that it links nobody was said of the one before
  delete from session_person using session_details d
  where session_person.session_id = $1 and person_id is null and d.session_id = $1 and d.version = $2
    and lower(d.email) is distinct from lower($4)
)
update session_details set version = version + 1, person_name = $3, email = $4, phone = $5, organisation = $6,
  deal_value = $7::numeric, currency = $8, note = $9
where session_id = $1 and version = $2
returning version`,
);

const EXISTS = statement('details_exist', `select 1 from session_details where session_id = $1`);

/**
 * Replaces the details that an agent sees beside a conversation, if `version` is still theirs.
 * Refusals: `stale_version`, `not_found`, also for a conversation that the agent may not see.
 */
export async function updateDetails(
  executor: Executor,
  {
    sessionId,
    version,
    details,
    byAgentId,
  }: { sessionId: string; version: number; details: Details; byAgentId?: string },
): Promise<{ version: number }> {
  if (byAgentId !== undefined) await requireVisible(executor, sessionId, byAgentId);
  const { personName, email, phone, organisation, dealValue, currency, note } = details;
  const values = [sessionId, version, personName, email, phone, organisation, dealValue, currency, note];
  const [row] = await executor.rows<{ version: number }>(UPDATE, values);
  if (row) return row;
  const [exists] = await executor.rows(EXISTS, [sessionId]);
  throw new Refusal(exists ? 'stale_version' : 'not_found');
}
