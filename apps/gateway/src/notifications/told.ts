import type { Notification, Unread } from '#libs/contracts';
import type { StandingNotification } from '#libs/database';

/** What the tabs at this gateway were last told, so that they are told what is another now, and nothing else. */
export class Told {
  /** By agent and session: the events, as they were told. */
  readonly #told = new Map<string, Map<string, string>>();

  /** Forgets everybody else. */
  keepOnly(agentIds: ReadonlySet<string>): void {
    for (const agentId of this.#told.keys()) if (!agentIds.has(agentId)) this.#told.delete(agentId);
  }

  /**
   * What is news for the agent.
   *
   * @param rows what stands of these sessions, or altogether
   * @param sessionIds null: of all sessions
   */
  changes(
    agentId: string,
    rows: readonly StandingNotification[],
    sessionIds: readonly string[] | null,
  ): { changed: Unread[]; now: Unread[] } {
    const before = this.#told.get(agentId) ?? new Map<string, string>();
    this.#told.set(agentId, before);
    const now = unreadOf(rows);
    const standing = new Set(now.map(({ sessionId }) => sessionId));
    const gone = (sessionIds ?? [...before.keys()]).filter((id) => before.has(id) && !standing.has(id));
    const changed = now.filter(({ sessionId, events }) => before.get(sessionId) !== JSON.stringify(events));
    for (const id of gone) before.delete(id);
    for (const { sessionId, events } of changed) before.set(sessionId, JSON.stringify(events));
    return { changed: [...changed, ...gone.map((sessionId) => ({ sessionId, events: [] }))], now };
  }
}

/** As agents are told it, by conversation. */
export const unreadOf = (rows: readonly StandingNotification[]): Unread[] =>
  [...Map.groupBy(rows, ({ sessionId }) => sessionId)].map(([sessionId, ofSession]) => ({
    sessionId,
    events: ofSession.map(viewOf),
  }));

const viewOf = ({ kind, mark, via, name, text, showWords }: StandingNotification): Notification => ({
  kind,
  mark,
  by: via,
  words: showWords ? { name, text } : null,
});
