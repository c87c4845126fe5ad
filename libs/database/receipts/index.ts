import type { Receipt, Receipts } from '#libs/contracts';
import { maySee } from '../sessions/rights.ts';
import { type Executor, statement } from '../sql/sql.ts';

/** How far somebody says they have come. */
export interface SeenBySomebody extends Receipt {
  sessionId: string;
  /** Null: the visitor. */
  agentId: string | null;
}

/** How far both sides of a session have come. */
export interface Standing {
  sessionId: string;
  visitor: Receipt;
  /** Whoever led the conversation, then or now. */
  agents: Receipt;
  /** What each of the agents had in sight. */
  readers: { agentId: string; read: number }[];
}

/**
 * Many at once, in one order, so that gateways do not wait for each other in a circle. A seq beyond the last one is
 * cut; what only grows is never set back. Whoever may not see the session is passed over, and of agents only the one
 * who leads counts as read by the other side.
 */
const NOTE = statement(
  'receipt_note',
  `
insert into receipt as known (session_id, agent_id, delivered_seq, read_seq, seen_seq)
select s.id, told.agent_id,
  case when leads.counts then least(greatest(told.delivered, told.read), s.last_seq) else 0 end,
  case when leads.counts then least(told.read, s.last_seq) else 0 end,
  least(told.read, s.last_seq)
from unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[]) as told (session_id, agent_id, delivered, read)
join session s on s.id = told.session_id and s.erased_at is null
cross join lateral (
  select told.agent_id is null or (s.phase in ('live', 'closed') and s.assignee_id = told.agent_id) as counts
) leads
where told.agent_id is null or ${maySee('told.agent_id')}
order by s.id, told.agent_id
on conflict (session_id, agent_id) do update set
  delivered_seq = greatest(known.delivered_seq, excluded.delivered_seq),
  read_seq = greatest(known.read_seq, excluded.read_seq),
  seen_seq = greatest(known.seen_seq, excluded.seen_seq)
where excluded.delivered_seq > known.delivered_seq or excluded.read_seq > known.read_seq
  or excluded.seen_seq > known.seen_seq
returning session_id as "sessionId"`,
);

const receipt = (who: string): string =>
  `json_build_object('delivered', coalesce(max(delivered_seq) filter (where agent_id is ${who}), 0),
    'read', coalesce(max(read_seq) filter (where agent_id is ${who}), 0))`;

const STANDINGS = statement(
  'receipt_standings',
  `select session_id as "sessionId", ${receipt('null')} as visitor, ${receipt('not null')} as agents,
    coalesce(json_agg(json_build_object('agentId', agent_id, 'read', seen_seq)) filter (where agent_id is not null), '[]')
      as readers
  from receipt where session_id = any ($1::uuid[]) group by session_id`,
);

const OF_READER = statement(
  'receipt_of_reader',
  `select ${receipt('null')} as visitor, ${receipt('not null')} as agents,
    coalesce(max(seen_seq) filter (where agent_id is not distinct from $2::uuid), 0) as "readSeq"
  from receipt where session_id = $1`,
);

/** How far what was said has come. Never part of the timeline, and written in batches. */
export const receiptsRepository = (executor: Executor) => ({
  /** @returns the sessions in which something moved */
  async note(told: readonly SeenBySomebody[]): Promise<string[]> {
    const rows = await executor.rows<{ sessionId: string }>(NOTE, [
      told.map(({ sessionId }) => sessionId),
      told.map(({ agentId }) => agentId),
      told.map(({ delivered }) => delivered),
      told.map(({ read }) => read),
    ]);
    return [...new Set(rows.map(({ sessionId }) => sessionId))];
  },

  standings: (sessionIds: readonly string[]): Promise<Standing[]> => executor.rows(STANDINGS, [sessionIds]),

  /** As the agent sees it, or the visitor where `agentId` is null. */
  async ofReader(sessionId: string, agentId: string | null): Promise<Receipts> {
    type Row = Pick<Standing, 'visitor' | 'agents'> & { readSeq: number };
    const [row] = await executor.rows<Row>(OF_READER, [sessionId, agentId]);
    const { visitor, agents, readSeq } = row as Row;
    return { theirs: agentId === null ? agents : visitor, readSeq };
  },
});
export type ReceiptsRepository = ReturnType<typeof receiptsRepository>;
