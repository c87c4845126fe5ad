import { randomUUID } from 'node:crypto';
import type { AuthorKind, EntryKind, Phase } from '#libs/contracts';
import type { Database } from '../index.ts';
import { raw, visitorHash, type World } from './builders.ts';

export type Line = [at: string, kind: EntryKind, author: AuthorKind, body?: object];

interface Made {
  teamId?: string | null;
  phase?: Phase;
  assigneeId?: string | null;
}

/** A session with a timeline made by hand: entries at times that are told; ISO times, each at or after the one before. */
export async function writeTimeline(
  { sql }: Database,
  { siteId, versionId }: World,
  lines: Line[],
  { teamId = null, phase = 'closed', assigneeId = null }: Made = {},
): Promise<string> {
  const id = randomUUID();
  const [first, last] = [lines[0]?.[0], lines.at(-1)?.[0]];
  await raw(
    sql,
    `insert into session (id, site_id, version_id, visitor_hash, first_client_id, language, seed, state, phase, closed_at,
      team_id, assignee_id, last_seq, conversation_at, waiting_since, started_at, last_at)
    values ($1, $2, $3, $4, '', 'en', 1, '{}', $5, case when $5 = 'closed' then $8::timestamptz end,
      $6, $7, $9, $10::timestamptz, case when $5 = 'waiting' then $8::timestamptz end, $10::timestamptz, $8::timestamptz)`,
    [id, siteId, versionId, visitorHash(), phase, teamId, assigneeId, last, lines.length, first],
  );
  for (const [index, [at, kind, author, body = {}]] of lines.entries()) {
    await raw(
      sql,
      `insert into entry (session_id, seq, at, kind, author, body) values ($1, $2, $3, $4, $5, $6::jsonb)`,
      [id, index + 1, at, kind, author, JSON.stringify(body)],
    );
  }
  return id;
}

export const called = (at: string): Line => [
  at,
  'phaseChanged',
  'bot',
  { from: 'bot', to: 'waiting', reason: 'people_called' },
];
export const gaveUp = (at: string): Line => [
  at,
  'phaseChanged',
  'bot',
  { from: 'waiting', to: 'bot', reason: 'nobody_picked_up' },
];
export const inVain = (at: string, team?: string): Line => [
  at,
  'phaseChanged',
  'bot',
  { from: 'bot', to: 'bot', reason: 'nobody_online', ...(team !== undefined && { team }) },
];
export const assigned = (at: string, agentId: string): Line => [at, 'assigned', 'agent', { agentId }];
export const reassigned = (at: string, agentId: string): Line => [at, 'reassigned', 'agent', { agentId }];
export const says = (at: string, author: 'agent' | 'visitor' | 'bot' = 'agent'): Line => [
  at,
  'message',
  author,
  { text: 'Hello' },
];
export const closed = (at: string): Line => [at, 'closed', 'agent', { reason: 'agent' }];
export const result = (at: string, kind: 'lead' | 'deal' | 'crmActivity'): Line => [
  at,
  'resultRequested',
  'agent',
  { resultId: randomUUID(), result: kind, title: 'x' },
];
