import { type Entry, type EntryBody, Refusal } from '#libs/contracts';
import { entryOf, NEXT_AT } from '../sql/columns.ts';
import { type Executor, statement } from '../sql/sql.ts';
import { firstEntryOf } from '../timeline/repeats.ts';

const WRITE = statement(
  'session_rate',
  `
with rated as (
  update session set rating = $2, last_seq = last_seq + 1, last_at = ${NEXT_AT}
  where id = $1 and phase = 'closed' and rating is null and conversation_at is not null and erased_at is null
  returning last_seq, last_at
)
insert into entry (session_id, seq, at, kind, author, client_id, body)
select $1, last_seq, last_at, 'rated', 'visitor', $3, $4::jsonb from rated
returning seq, at`,
);

const STANDING = statement(
  'session_rate_standing',
  `select phase, rating is not null as rated, conversation_at is not null as conversation
  from session where id = $1 and erased_at is null`,
);

export interface RateInput {
  sessionId: string;
  clientId: string;
  rating: EntryBody<'rated'>;
}

/**
 * What the visitor thinks of a closed conversation, once. A repeat of the clientId is answered with the first entry.
 * Refusals: `not_found`, also where people never came into it; `wrong_phase` before the close; `already_rated`.
 */
export async function rate(
  executor: Executor,
  { sessionId, clientId, rating }: RateInput,
): Promise<{ entry: Entry; repeated: boolean }> {
  const author = { author: 'visitor', authorId: null, clientId } as const;
  const values = [sessionId, rating.score, clientId, JSON.stringify(rating)];
  const [row] = await executor.rows<{ seq: number; at: string }>(WRITE, values);
  if (row) return { entry: entryOf({ ...row, kind: 'rated', ...author, body: rating }), repeated: false };
  const first = await firstEntryOf(executor, { sessionId, ...author });
  if (first?.kind === 'rated') return { entry: first, repeated: true };
  const [standing] = await executor.rows<{ phase: string; rated: boolean; conversation: boolean }>(STANDING, [
    sessionId,
  ]);
  if (!standing?.conversation) throw new Refusal('not_found');
  throw new Refusal(standing.rated ? 'already_rated' : 'wrong_phase');
}
