import { upgradeState } from '#libs/playbook';
import { isoTime } from '../sql/columns.ts';
import type { SessionRow } from '../types.ts';

export const SESSION_COLUMNS = `id, site_id as "siteId", version_id as "versionId", language, seed,
  page_url as "pageUrl", returning_visitor as "returning", phase, epoch,
  assignee_id as "assigneeId", team_id as "teamId", offered_to as "offeredTo", offer_no as "offerNo", offer_until as "offerUntil",
  wait_deadline_id as "waitDeadlineId", deadline_at as "deadlineAt", waiting_since as "waitingSince", last_seq as "lastSeq", cursor, state,
  wake_seq as "wakeSeq", started_at as "startedAt", last_at as "lastAt", closed_at as "closedAt"`;

/** Makes a row of `SESSION_COLUMNS`; further columns are left out. A state of an earlier release becomes today's. */
export const sessionOf = (row: SessionRow): SessionRow => ({
  id: row.id,
  siteId: row.siteId,
  versionId: row.versionId,
  language: row.language,
  seed: row.seed,
  pageUrl: row.pageUrl,
  returning: row.returning,
  phase: row.phase,
  epoch: row.epoch,
  assigneeId: row.assigneeId,
  teamId: row.teamId,
  offeredTo: row.offeredTo,
  offerNo: row.offerNo,
  offerUntil: isoTime(row.offerUntil),
  waitDeadlineId: row.waitDeadlineId,
  deadlineAt: isoTime(row.deadlineAt),
  waitingSince: isoTime(row.waitingSince),
  lastSeq: row.lastSeq,
  cursor: row.cursor,
  state: upgradeState(row.state),
  wakeSeq: row.wakeSeq,
  startedAt: isoTime(row.startedAt),
  lastAt: isoTime(row.lastAt),
  closedAt: isoTime(row.closedAt),
});
