import { type EntryBody, Refusal } from '#libs/contracts';
import type { Command, CommandResult } from '../sessions/commands.ts';
import { lockSession, peopleOf } from '../sessions/lock.ts';
import { sees } from '../sessions/rights.ts';
import { entryOf, NEXT_AT } from '../sql/columns.ts';
import { type Sql, statement } from '../sql/sql.ts';
import { firstEntryOf } from '../timeline/repeats.ts';
import { wakesIf } from '../timeline/wake.ts';

/** The wait goes on as it was: phase, epoch and place stay. */
const DECLINE = statement(
  'offer_decline',
  `
with declined as (
  update session set
    last_seq = last_seq + 1, last_at = ${NEXT_AT},${wakesIf('true')},
    offered_to = null, offer_until = null, offered_before = offered_before || offered_to
  where id = $1
  returning last_seq, last_at
)
insert into entry (session_id, seq, at, kind, author, author_id, client_id, body)
select $1, last_seq, last_at, 'offerEnded', 'agent', $2::uuid, $3, $4::jsonb from declined
returning seq, at`,
);

/** The agent does not take what is offered to them: the next is asked. Refusals: `not_found`, `offer_over`. */
export function decline(
  sql: Sql,
  { sessionId, byAgentId, clientId, no }: Command & { no: number },
): Promise<CommandResult> {
  return sql.transaction(async (executor) => {
    const session = await lockSession(executor, sessionId);
    const { phase, offeredTo, offerNo } = session;
    const author = { author: 'agent', authorId: byAgentId, clientId } as const;
    const first = await firstEntryOf(executor, { sessionId, ...author });
    if (first?.kind === 'offerEnded') return { entry: first, note: null, repeated: true, wakes: true };
    if (first) throw new Refusal('invalid_body');
    const { by } = await peopleOf(executor, byAgentId, null);
    if (!sees(by, session)) throw new Refusal('not_found');
    if (phase !== 'waiting' || offeredTo !== byAgentId || offerNo !== no) throw new Refusal('offer_over');
    const body: EntryBody<'offerEnded'> = { agentId: byAgentId, agentName: by.name, no, reason: 'declined' };
    const [row] = await executor.rows<{ seq: number; at: string }>(DECLINE, [
      sessionId,
      byAgentId,
      clientId,
      JSON.stringify(body),
    ]);
    const entry = entryOf({ ...(row as { seq: number; at: string }), kind: 'offerEnded', ...author, body });
    return { entry, note: null, repeated: false, wakes: true };
  });
}
