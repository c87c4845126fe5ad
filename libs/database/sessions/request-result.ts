import { type Entry, Refusal, type ResultKind, resultIdOfCommand } from '#libs/contracts';
import { ENTRY_COLUMNS, type EntryColumns, entryOf, NEXT_AT } from '../sql/columns.ts';
import { violatedKey } from '../sql/errors.ts';
import { type Executor, statement } from '../sql/sql.ts';
import type { Command } from './commands.ts';
import { maySee } from './rights.ts';

const WRITE = statement(
  'result_request',
  `
with grown as (
  update session set last_seq = last_seq + 1, last_at = ${NEXT_AT}
  where id = $1 and erased_at is null and ${maySee('$5::uuid', 'session')}
  returning last_seq, last_at
), pending as (
  insert into result (id, session_id, kind, title, requested_by)
  select $2, $1, $3, $4, $5 from grown
)
insert into entry (session_id, seq, at, kind, author, author_id, client_id, body)
select $1, last_seq, last_at, 'resultRequested', 'agent', $5, $6, $7::jsonb from grown
returning ${ENTRY_COLUMNS}`,
);

const FIRST = statement(
  'result_first_request',
  `select ${ENTRY_COLUMNS} from entry
  where session_id = $1 and kind = 'resultRequested' and body ->> 'resultId' = $2`,
);

/**
 * An agent asks for a result, in any phase, also after the close. The result's id comes from the clientId: a repeat
 * (a double click in two tabs) is answered with the first entry. "Another one" is a new clientId.
 * Refusal `not_found`, also for a conversation that the agent may not see.
 */
export async function requestResult(
  executor: Executor,
  { sessionId, byAgentId, clientId, kind, title }: Command & { kind: ResultKind; title: string },
): Promise<{ entry: Entry; resultId: string; repeated: boolean }> {
  const resultId = resultIdOfCommand(sessionId, clientId);
  const body = JSON.stringify({ resultId, result: kind, title });
  try {
    const values = [sessionId, resultId, kind, title, byAgentId, clientId, body];
    const [row] = await executor.rows<EntryColumns>(WRITE, values);
    if (!row) throw new Refusal('not_found');
    return { entry: entryOf(row), resultId, repeated: false };
  } catch (error) {
    if (violatedKey(error) === null) throw error;
    const [row] = await executor.rows<EntryColumns>(FIRST, [sessionId, resultId]);
    // the clientId was used for something else
    if (!row) throw new Refusal('invalid_body');
    return { entry: entryOf(row), resultId, repeated: true };
  }
}
