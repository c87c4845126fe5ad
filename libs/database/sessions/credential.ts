import type { Phase } from '#libs/contracts';
import { isoTime } from '../sql/columns.ts';
import { type Executor, statement } from '../sql/sql.ts';

export interface Credential {
  siteId: string;
  versionId: string;
  /** The card that it stands on. */
  cardId: string;
  visitorHash: string;
  phase: Phase;
  /** ISO 8601 with milliseconds. */
  startedAt: string;
}

const READ = statement(
  'session_credential',
  `select site_id as "siteId", version_id as "versionId", state ->> 'cardId' as "cardId",
    visitor_hash as "visitorHash", phase, started_at as "startedAt"
  from session where id = $1 and erased_at is null`,
);

/** What a session's token is checked against; null when there is no such session, or it was erased. */
export async function credential(executor: Executor, sessionId: string): Promise<Credential | null> {
  const [row] = await executor.rows<Credential>(READ, [sessionId]);
  return row ? { ...row, startedAt: isoTime(row.startedAt) } : null;
}
