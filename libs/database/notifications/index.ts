import {
  type AgentLanguage,
  DEFAULT_NOTIFICATION_PREFERENCES,
  type Entry,
  type NotificationChanges,
  type NotificationKind,
  type NotificationPreferences,
  Refusal,
} from '#libs/contracts';
import { changedPreferences } from '#libs/contracts/preferences';
import { type EntryColumns, entryOf } from '../sql/columns.ts';
import type { Executor } from '../sql/sql.ts';
import * as wishes from './preferences-statements.ts';
import * as sight from './sight-statements.ts';
import * as statements from './statements.ts';
import { UNTOLD } from './untold-statements.ts';

/** An entry that concerns one agent. `agentId` null: whoever the conversation is assigned to. */
export interface NewsOfEntry {
  sessionId: string;
  seq: number;
  kind: 'assigned' | 'message' | 'mention';
  agentId: string | null;
}

/** An entry that may concern somebody. */
export interface Untold {
  sessionId: string;
  entry: Entry;
}

/** Something that an agent is told. */
export interface Told {
  sessionId: string;
  agentId: string;
  kind: NotificationKind;
  mark: number;
  via: 'tab' | 'push';
  /** Both null unless the agent wishes to see them. */
  name: string | null;
  text: string | null;
}

/** `via` null: the agent has just looked away. */
export type Undecided = Omit<Told, 'via'> & { via: Told['via'] | null; language: AgentLanguage; unread: number };
export type StandingNotification = Told & { showWords: boolean };

/** Something that an agent has seen, or need not see any more. */
export interface Settled {
  sessionId: string;
  agentId: string;
  via: 'tab' | 'push' | null;
}

type Session = { sessionId: string };
const idsOf = (rows: readonly Session[]): string[] => [...new Set(rows.map(({ sessionId }) => sessionId))];

/** Decided in one go. */
const MOST = 500;
const KEPT_DAYS = 7;

/** What agents are told: the rows decide who is told what, once, however many gateways try. */
export const notificationsRepository = (executor: Executor) => ({
  /** Those of the sessions that wait in Unassigned, for all whom they may concern. Answers the sessions that are new. */
  async call(sessionIds: readonly string[]): Promise<string[]> {
    return idsOf(await executor.rows<Session>(statements.CALL, [sessionIds]));
  },

  /** Whatever waits, for agents who have just come, or wish other things than before. */
  async callAgents(agentIds: readonly string[]): Promise<string[]> {
    return idsOf(await executor.rows<Session>(statements.CALL_AGENTS, [agentIds]));
  },

  /** Whatever waits, for all whom it may concern: finds what nobody was told of. */
  async callAll(): Promise<string[]> {
    return idsOf(await executor.rows<Session>(statements.CALL_ALL, []));
  },

  /** Answers the sessions of what is new. What the agent has in sight, or has seen, is none. */
  async news(news: readonly NewsOfEntry[]): Promise<string[]> {
    const column = <K extends keyof NewsOfEntry>(key: K) => news.map((one) => one[key]);
    return idsOf(
      await executor.rows<Session>(statements.NEWS, [
        column('sessionId'),
        column('seq'),
        column('kind'),
        column('agentId'),
      ]),
    );
  },

  /**
   * Entries of the last minute that may be news and that no row tells of: whoever committed them may be dead.
   * @param newGateway a gateway that has just begun: what lies as far back as anybody beat before it, too
   */
  async untold(newGateway: string | null): Promise<Untold[]> {
    const rows = await executor.rows<EntryColumns & Session>(UNTOLD, [newGateway]);
    return rows.map(({ sessionId, ...columns }) => ({ sessionId, entry: entryOf(columns) }));
  },

  /** What of these sessions is not so any more. */
  settle: (sessionIds: readonly string[]) => executor.rows<Settled>(statements.SETTLE, [sessionIds]),
  settleAll: () => executor.rows<Settled>(statements.SETTLE_ALL, []),

  /** The agent has looked at the conversation. */
  read: (agentId: string, sessionId: string) => executor.rows<Settled>(statements.READ, [agentId, sessionId]),

  /**
   * Decides who shows what is new: tabs where the agent has one in sight or no device to push to, else the devices.
   * What is answered with `push` is the caller's to push, and nobody else's; with null it is not decided yet.
   * At most 500 at a time.
   */
  decide: () => executor.rows<Undecided>(statements.DECIDE, [MOST]),

  /** No device took these pushes. */
  async leaveToTabs(lost: readonly Told[]): Promise<void> {
    const column = <K extends keyof Told>(key: K) => lost.map((one) => one[key]);
    const key = [column('sessionId'), column('agentId'), column('kind'), column('mark')];
    await executor.rows(statements.LEAVE_TO_TABS, key);
  },

  /** What these agents are to be told and have not seen, of these sessions or of all. The oldest first. */
  standing: (agentIds: readonly string[], sessionIds: readonly string[] | null) =>
    sessionIds === null
      ? executor.rows<StandingNotification>(statements.STANDING_ALL, [agentIds])
      : executor.rows<StandingNotification>(statements.STANDING, [agentIds, sessionIds]),

  /** How many conversations have something unread, by agent. */
  async countUnread(agentIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await executor.rows<{ agentId: string; unread: number }>(statements.COUNT_UNREAD, [agentIds]);
    return new Map(rows.map(({ agentId, unread }) => [agentId, unread]));
  },

  /** Deletes what is a week old. */
  async forget(): Promise<void> {
    await executor.rows(statements.FORGET, [KEPT_DAYS]);
  },

  /** Whether the agent has a tab in sight at this gateway, and the conversations that are open in such. */
  async setSight(agentId: string, gatewayId: string, visible: boolean, sessionIds: readonly string[]): Promise<void> {
    await executor.rows(sight.SET_SIGHT, [agentId, gatewayId, visible, sessionIds]);
  },

  /** The gateway's heartbeat, every 10 s. */
  async renewSight(gatewayId: string): Promise<void> {
    await executor.rows(sight.RENEW_SIGHT, [gatewayId]);
  },

  /** The gateway stops: nobody is in sight there any more. */
  async endSight(gatewayId: string): Promise<void> {
    await executor.rows(sight.END_SIGHT, [gatewayId]);
  },

  async preferences(agentId: string): Promise<NotificationPreferences> {
    type Row = Omit<NotificationPreferences, 'quiet'> & {
      from: string | null;
      to: string | null;
      timeZone: string | null;
    };
    const [row] = await executor.rows<Row>(wishes.PREFERENCES, [agentId]);
    if (!row) return DEFAULT_NOTIFICATION_PREFERENCES;
    const { from, to, timeZone, ...others } = row;
    const quiet = from === null || to === null || timeZone === null ? null : { from, to, timeZone };
    return { ...others, events: { ...DEFAULT_NOTIFICATION_PREFERENCES.events, ...row.events }, quiet };
  },

  /** Refusal `invalid_body` for a time zone that nobody knows. */
  async changePreferences(agentId: string, changes: NotificationChanges): Promise<void> {
    const { events, quiet, sound, showWords, language } = changedPreferences(DEFAULT_NOTIFICATION_PREFERENCES, changes);
    if (quiet) {
      const [zone] = await executor.rows<{ known: boolean }>(wishes.KNOWN_ZONE, [quiet.timeZone]);
      if (!zone?.known) throw new Refusal('invalid_body', { detail: 'quiet.timeZone: is not known' });
    }
    await executor.rows(wishes.CHANGE_PREFERENCES, [
      agentId,
      JSON.stringify(events),
      quiet?.from ?? null,
      quiet?.to ?? null,
      quiet?.timeZone ?? null,
      sound,
      showWords,
      language,
      JSON.stringify(changes),
    ]);
  },
});
export type NotificationsRepository = ReturnType<typeof notificationsRepository>;
