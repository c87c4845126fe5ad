import type { Entry, Phase, ResultKind } from '#libs/contracts';
import { type EngineState, upgradeState } from '#libs/playbook';
import { ENTRY_COLUMNS, type EntryColumns, entryOf, isoTime } from '../sql/columns.ts';
import { type Executor, statement } from '../sql/sql.ts';

/** A session of the past with all that a replay of it needs. Nothing of it may leave the process that asked. */
export interface SessionToTry {
  sessionId: string;
  language: string;
  seed: number;
  pageUrl: string | null;
  returning: boolean;
  /** ISO 8601. */
  startedAt: string;
  /** Where it stands, or ended. */
  card: string;
  phase: Phase;
  /** What is known by now, by field. */
  fields: Record<string, string>;
  /** What it produced, the first first. */
  results: ResultKind[];
  /** From the first on. */
  entries: Entry[];
}

/** The newest of each version, then of all. */
const SESSIONS = statement(
  'playbook_sessions_to_try',
  `
select s.id as "sessionId", s.language, s.seed, s.page_url as "pageUrl", s.returning_visitor as "returning", s.started_at as "startedAt",
  s.state, s.phase, array(select kind from result where session_id = s.id order by created_at, id) as results
from playbook_version v cross join lateral (
  select * from session
  where version_id = v.id and erased_at is null and ($3::uuid is null or session.id < $3)
  order by session.id desc limit $2
) s
where v.playbook_id = $1 order by s.id desc limit $2`,
);

const ENTRIES = statement(
  'playbook_entries_to_try',
  `select session_id as "sessionId", ${ENTRY_COLUMNS} from entry where session_id = any ($1::uuid[]) order by session_id, seq`,
);

/**
 * The playbook's last sessions, on whichever version, the newest first.
 * @param afterId goes on after that session
 */
export async function sessionsToTry(
  executor: Executor,
  { playbookId, limit, afterId = null }: { playbookId: string; limit: number; afterId?: string | null | undefined },
): Promise<SessionToTry[]> {
  type Row = Omit<SessionToTry, 'card' | 'fields' | 'entries'> & { state: EngineState };
  const sessions = await executor.rows<Row>(SESSIONS, [playbookId, limit, afterId]);
  const ids = sessions.map(({ sessionId }) => sessionId);
  const rows = await executor.rows<EntryColumns & { sessionId: string }>(ENTRIES, [ids]);
  const entriesOf = Map.groupBy(rows, ({ sessionId }) => sessionId);
  return sessions.map(({ state, startedAt, ...session }) => {
    const { cardId: card, fields } = upgradeState(state);
    const found = (entriesOf.get(session.sessionId) ?? []).map(entryOf);
    return { ...session, startedAt: isoTime(startedAt), card, fields, entries: found };
  });
}
