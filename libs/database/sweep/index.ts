import type { Entry, ResultKind } from '#libs/contracts';
import { IS_GONE, SHARE_TEAM_LOCK } from '../presence/online.ts';
import { ENTRY_COLUMNS, type EntryColumns, entryOf, NEXT_AT } from '../sql/columns.ts';
import { type Sql, statement } from '../sql/sql.ts';
import { wakesIf } from '../timeline/wake.ts';
import { nextTry } from './next-try.ts';

/** Commits before anybody is signalled; rows that somebody holds are passed over: nobody waits for a sweep. */
const UNREAD = statement(
  'sweep_unread',
  `
update session set wake_tries = wake_tries + 1, next_wake_at = ${nextTry('wake_tries')}
where id in (
  select id from session where cursor < wake_seq and next_wake_at < now()
  order by next_wake_at limit $1 for no key update skip locked
)
returning id as "sessionId", wake_seq as seq`,
);

/** How long a deadline may have passed before the sweep doubts that somebody runs the clock. */
const OVERDUE_SECONDS = 5;

const OVERDUE = statement(
  'sweep_overdue',
  `
update session set wake_tries = wake_tries + 1, next_wake_at = ${nextTry('wake_tries')}
where id in (
  select id from session
  where phase <> 'closed' and deadline_at < now() - interval '${OVERDUE_SECONDS} seconds' and next_wake_at < now()
  order by deadline_at limit $1 for no key update skip locked
)
returning id as "sessionId", last_seq as seq`,
);

/** The tries that failed while nobody could be signalled do not count. */
const RETRY = statement(
  'sweep_retry',
  `
with sessions as (
  update session set next_wake_at = now(), wake_tries = 0 where cursor < wake_seq and wake_tries > 0
), mails as (
  update transcript_mail set next_start_at = now(), start_tries = 0 where state = 'pending' and start_tries > 0
)
update result set next_start_at = now(), start_tries = 0 where state = 'pending' and start_tries > 0`,
);

const PENDING = statement(
  'sweep_pending_results',
  `
update result set start_tries = start_tries + 1, next_start_at = ${nextTry('start_tries')}
where id in (
  select id from result where state = 'pending' and next_start_at < now()
  order by next_start_at limit $1 for no key update skip locked
)
returning id as "resultId", kind`,
);

const SILENT = statement(
  'sweep_silent',
  `
with silent as (
  select id from session
  where cursor < wake_seq and phase = 'bot' and unread_since < now() - make_interval(secs => $1)
  order by unread_since limit $2 for no key update skip locked
), called as (
  update session s set
    phase = 'waiting', epoch = epoch + 1, wait_deadline_id = null,
    last_seq = last_seq + 1, wake_seq = last_seq + 1, last_at = ${NEXT_AT},
    waiting_since = ${NEXT_AT}, conversation_at = coalesce(conversation_at, ${NEXT_AT})
  from silent where s.id = silent.id
  returning s.id as session_id, s.last_seq, s.last_at
), told as (
  insert into entry (session_id, seq, at, kind, author, body)
  select session_id, last_seq, last_at, 'botSilent', 'system', '{}' from called
  returning *
)
select session_id as "sessionId", ${ENTRY_COLUMNS} from told`,
);

/** Mostly there are none: then this is all that a round costs. Starts at the agents, of whom there are few. */
const LEFT_ALONE = statement(
  'sweep_left_alone',
  `
with gone as materialized (select id from agent a where ${IS_GONE})
select s.id from gone join session s on s.assignee_id = gone.id and s.phase = 'live' order by s.id limit $2`,
);

/** Session first, then agent, as claims do; rows that somebody holds are passed over until the next round. */
const LOCK_LEFT_ALONE = statement(
  'sweep_lock_left_alone',
  `
select s.id from session s join agent a on a.id = s.assignee_id
where s.id = any ($1::uuid[]) and s.phase = 'live' for no key update of s, a skip locked`,
);

/** Judges again, in a snapshot that is sure to hold whoever came back before the lock. */
const RETURN_LEFT_ALONE = statement(
  'sweep_return_left_alone',
  `
with gone as (
  select s.id as session_id, a.id as agent_id, a.name from session s join agent a on a.id = s.assignee_id
  where s.id = any ($2::uuid[]) and s.phase = 'live' and ${IS_GONE}
), returned as (
  update session set
    last_seq = last_seq + 1, last_at = ${NEXT_AT},${wakesIf('true')},
    phase = 'waiting', epoch = epoch + 1, assignee_id = null, offered_to = null, offer_until = null, offered_before = '{}',
    wait_deadline_id = null,
    waiting_since = ${NEXT_AT}
  from gone where session.id = gone.session_id
  returning session.id as session_id, last_seq, last_at, agent_id, name
), told as (
  insert into entry (session_id, seq, at, kind, author, body)
  select session_id, last_seq, last_at, 'returned', 'system',
    jsonb_build_object('reason', 'agent_gone', 'fromAgentId', agent_id, 'fromName', name)
  from returned
  returning *
)
select session_id as "sessionId", ${ENTRY_COLUMNS} from told`,
);

type Told = EntryColumns & { sessionId: string };
const toldOf = ({ sessionId, ...columns }: Told) => ({ sessionId, entry: entryOf(columns) });

/** What every gateway does every few seconds: nothing that was written stays unnoticed. */
export const sweepRepository = (executor: Sql) => ({
  /** Sessions with unread entries that concern the process; signal each. They come again, later each time. */
  takeUnread: (limit: number) => executor.rows<{ sessionId: string; seq: number }>(UNREAD, [limit]),

  /**
   * Open sessions whose deadline passed without a look: nobody runs their clock, since their workflow was terminated
   * or lost. Signal each, which starts it again.
   */
  takeOverdue: (limit: number) => executor.rows<{ sessionId: string; seq: number }>(OVERDUE, [limit]),

  /** After the process was out of reach: what waits for its next try is due now. */
  async retryNow(): Promise<void> {
    await executor.rows(RETRY, []);
  },

  /** Results that are still pending; start the workflow of each ("already started" is success). */
  takePendingResults: (limit: number) => executor.rows<{ resultId: string; kind: ResultKind }>(PENDING, [limit]),

  /** Visitors whom the process has not read for so long: people get them. */
  async callPeopleForSilent(afterSeconds = 30, limit = 100): Promise<{ sessionId: string; entry: Entry }[]> {
    const rows = await executor.rows<Told>(SILENT, [afterSeconds, limit]);
    return rows.map(toldOf);
  },

  /**
   * Live conversations whose agent is gone, by the judgement of this gateway, or was disabled: back to Unassigned.
   * Acts only while the agent is still gone.
   */
  async returnLeftAlone(gatewayId: string, limit = 100): Promise<{ sessionId: string; entry: Entry }[]> {
    const found = await executor.rows<{ id: string }>(LEFT_ALONE, [gatewayId, limit]);
    if (found.length === 0) return [];
    return executor.transaction(async (held) => {
      await held.rows(SHARE_TEAM_LOCK, []);
      const locked = await held.rows<{ id: string }>(LOCK_LEFT_ALONE, [found.map(({ id }) => id)]);
      const rows = await held.rows<Told>(RETURN_LEFT_ALONE, [gatewayId, locked.map(({ id }) => id)]);
      return rows.map(toldOf);
    });
  },
});
export type SweepRepository = ReturnType<typeof sweepRepository>;
