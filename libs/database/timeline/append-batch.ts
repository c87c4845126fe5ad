import { NEXT_AT } from '../sql/columns.ts';
import { type Executor, statement } from '../sql/sql.ts';
import { type AppendedRow, type AppendInput, type AppendResult, phasesFor, resultOf, valuesOf } from './append.ts';
import { wakesIf } from './wake.ts';

/**
 * The statement of `append` for one entry each of many sessions. It waits for no lock and says nothing of what it
 * leaves out: a session that somebody else is writing, a refusal. A repeated clientId rolls all of it back.
 */
const APPEND_BATCH = statement(
  'timeline_append_batch',
  `
with said as (
  select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[],
    $9::text[], $10::text[])
    as said (id, if_assignee, kind, author, author_id, client_id, body, words, phases, waking_phases)
), free as materialized (
  select id from session where id = any ($1::uuid[]) for update skip locked
), grown as (
  update session set
    last_seq = last_seq + 1,
    last_at = ${NEXT_AT},
    last_text = coalesce(words, last_text),
    last_author = case when words is null then last_author else author end,${wakesIf(`phase = any (string_to_array(waking_phases, ','))`)}
  from said join free using (id)
  where session.id = said.id and phase = any (string_to_array(phases, ',')) and erased_at is null
    and (if_assignee is null or assignee_id = if_assignee)
  returning session.id, last_seq, last_at, wake_seq, assignee_id, kind, author, author_id, client_id, body
), appended as (
  insert into entry (session_id, seq, at, kind, author, author_id, client_id, body)
  select id, last_seq, last_at, kind, author, author_id, client_id, body::jsonb from grown
)
select id as "sessionId", last_seq as seq, last_at as at, wake_seq = last_seq as wakes, assignee_id as "assigneeId" from grown`,
);

/** In the order of the inputs, which are of different sessions; null: not appended, for whatever reason. */
export async function appendBatch(
  executor: Executor,
  inputs: readonly AppendInput[],
): Promise<(AppendResult | null)[]> {
  const values = inputs.map((input) => {
    const { phases, wakes } = phasesFor(input);
    return [...valuesOf(input), phases.join(), wakes.join()];
  });
  const columns = values[0]?.map((_, column) => values.map((row) => row[column])) ?? [];
  const rows = await executor.rows<AppendedRow & { sessionId: string }>(APPEND_BATCH, columns);
  const bySession = new Map(rows.map((row) => [row.sessionId, row]));
  return inputs.map((input) => {
    const row = bySession.get(input.sessionId);
    return row ? resultOf(input, row) : null;
  });
}
