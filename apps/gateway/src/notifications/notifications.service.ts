import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Entry, EntryKind } from '#libs/contracts';
import type { Database, Settled, Untold } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { Hints } from '../fanout/hints.ts';
import { MOVES } from '../fanout/moves.ts';
import { Rounds } from '../fanout/rounds.ts';
import { GATEWAY_ID } from '../settings/tokens.ts';
import { mayBeNews, newsOf } from './news-of.ts';
import { isPushed, type Pushed, PushesService } from './pushes.service.ts';
import { SightService } from './sight.service.ts';
import { TabsService } from './tabs.service.ts';

/** Milliseconds. Between two rounds: so much else may happen that they are not the work. */
const APART = 50;
/** What somebody waits for. */
const SOON = 10;
/** What was said is gathered, since there may be a lot of it. */
const SAID = 500;
/** Whoever looked away may be back. */
const ASK_AGAIN = 500;
/** After these the process may find an agent to ask, or that it is everybody's: the latter it tells nobody. */
const TO_BE_OFFERED: ReadonlySet<EntryKind> = new Set(['returned', 'offerEnded']);
const PROCESS_LOOKS = 500;
/** A round that failed. */
const AGAIN = 1_000;
/** Everything is looked at, whatever was heard: no hint has to arrive, and no gateway to live, for anybody to be told. */
const LOOK_EVERY = 3_000;
const FORGET_EVERY = 60 * 60_000;

/** What the next round looks at. */
const nothing = () => ({
  /** Entries that this gateway committed, by session and, where each counts, seq. */
  entries: new Map<string, Untold>(),
  /** Sessions that somebody may wait in now, or not any more. */
  places: new Set<string>(),
  /** Sessions of which another gateway knows news. */
  heard: new Set<string>(),
  /** Agents who are told everything anew. */
  agents: new Set<string>(),
  everything: false,
});
type Work = ReturnType<typeof nothing>;

/**
 * Tells agents what happened, once. A row is the event: whoever inserts it first has found it, whoever decides it
 * pushes it, and every gateway tells the tabs that are connected to it. What tabs are told is what stands in the rows
 * and is still so, read in one round after the other: nothing older is told after something newer.
 */
@Injectable()
export class NotificationsService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Notifications');
  readonly #rounds = new Rounds({ apart: APART, onError: (error) => this.#failed(error) }, () => this.#round());
  readonly #timers: NodeJS.Timeout[] = [];
  #next = nothing();
  #stopped = false;
  /** Nothing that others left behind was looked for yet. */
  #isNew = true;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(GATEWAY_ID) private readonly gatewayId: string,
    private readonly hints: Hints,
    private readonly sight: SightService,
    private readonly tabs: TabsService,
    private readonly pushes: PushesService,
  ) {}

  onApplicationBootstrap(): void {
    const forget = () => this.database.notifications.forget().catch((error: unknown) => this.#failed(error));
    this.#timers.push(
      setInterval(() => this.#lookAtEverything(), LOOK_EVERY),
      setInterval(() => void forget(), FORGET_EVERY),
    );
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#rounds.stop();
  }

  /** This gateway has just committed these entries. What the assignee has in sight costs nothing. */
  committed(sessionId: string, entries: readonly Entry[], assigneeId: string | null): void {
    for (const entry of entries) {
      if (MOVES.has(entry.kind)) this.moved(sessionId);
      if (TO_BE_OFFERED.has(entry.kind)) this.#soonAgain(sessionId);
      if (!mayBeNews(entry)) continue;
      const isMessage = entry.kind === 'message';
      if (isMessage && assigneeId !== null && this.sight.has(assigneeId, sessionId)) continue;
      // of what a visitor said in one go the last counts
      this.#next.entries.set(isMessage ? sessionId : `${sessionId} ${entry.seq}`, { sessionId, entry });
      this.#rounds.within(isMessage ? SAID : SOON);
    }
  }

  /** Somebody may wait in the session now, or not any more. */
  moved(sessionId: string): void {
    this.#next.places.add(sessionId);
    this.#rounds.within(SOON);
  }

  /** A gateway has told agents something of the session, or they have seen it. */
  heard(sessionId: string): void {
    this.#next.heard.add(sessionId);
    this.#rounds.within(SOON);
  }

  /** The agent has come, or wishes to be told other things: their tabs are told everything that stands. */
  follow(agentId: string): void {
    this.#next.agents.add(agentId);
    this.#rounds.within(SOON);
  }

  /** The agent has looked at the conversation. */
  async read(agentId: string, sessionId: string): Promise<void> {
    const over = await this.database.notifications.read(agentId, sessionId);
    this.#takeBack(over);
    this.#tell(over);
  }

  /** An agent's connection was dead before it was known to be: what the visitor said meanwhile was not seen. */
  missed(): void {
    this.#lookAtEverything();
  }

  async #round(): Promise<void> {
    const now = this.#next;
    this.#next = nothing();
    try {
      const news = await this.#record(now);
      if (news.length > 0 || now.everything) news.push(...(await this.#decide()));
      for (const sessionId of news) {
        now.heard.add(sessionId);
        this.hints.news(sessionId);
      }
      await this.tabs.tell(now);
    } catch (error) {
      this.#again(now);
      throw error;
    }
  }

  /** Inserts what happened and ends what is over. Answers the sessions of which there is news. */
  async #record({ entries, places, agents, everything }: Work): Promise<string[]> {
    const { notifications } = this.database;
    const [ids, come] = [[...places], [...agents]];
    const untold = everything ? await notifications.untold(this.#isNew ? this.gatewayId : null) : [];
    const all = [...entries.values(), ...untold];
    const news = all.length > 0 ? await notifications.news(await this.#newsOf(all)) : [];
    if (everything) this.#isNew = false;
    if (everything) news.push(...(await notifications.callAll()));
    else {
      if (ids.length > 0) news.push(...(await notifications.call(ids)));
      if (come.length > 0) news.push(...(await notifications.callAgents(come)));
    }
    const over = everything ? await notifications.settleAll() : ids.length > 0 ? await notifications.settle(ids) : [];
    this.#takeBack(over);
    return [...news, ...over.map(({ sessionId }) => sessionId)];
  }

  async #newsOf(entries: readonly Untold[]) {
    const namesPeople = entries.some(({ entry }) => entry.kind === 'note');
    const agents = namesPeople ? await this.database.presence.agents() : [];
    return entries.flatMap(({ sessionId, entry }) => newsOf(sessionId, entry, agents));
  }

  /** Answers the sessions of what was decided. */
  async #decide(): Promise<string[]> {
    const found = await this.database.notifications.decide();
    const pushes = found.filter(isPushed);
    if (pushes.length > 0) this.#aside(this.#push(pushes));
    const decided = found.flatMap(({ sessionId, via }) => (via === null ? [] : [sessionId]));
    if (decided.length < found.length) setTimeout(() => this.#lookAtEverything(), ASK_AGAIN).unref();
    return decided.length > 0 ? [...decided, ...(await this.#decide())] : [];
  }

  async #push(pushes: readonly Pushed[]): Promise<void> {
    const lost = await this.pushes.push(pushes);
    if (lost.length === 0) return;
    await this.database.notifications.leaveToTabs(lost);
    this.#tell(lost);
  }

  #takeBack(over: readonly Settled[]): void {
    this.#aside(this.pushes.takeBack(over));
  }

  /** Tabs everywhere are told how it stands now. */
  #tell(changed: readonly { sessionId: string }[]): void {
    for (const { sessionId } of changed) {
      this.heard(sessionId);
      this.hints.news(sessionId);
    }
  }

  #soonAgain(sessionId: string): void {
    setTimeout(() => {
      if (this.#stopped) return;
      this.moved(sessionId);
      this.heard(sessionId);
    }, PROCESS_LOOKS).unref();
  }

  #lookAtEverything(): void {
    this.#next.everything = true;
    this.#rounds.within(0);
  }

  /** What a round could not do is done by a later one: all of it may be done twice. */
  #again({ entries, places, heard, agents, everything }: Work): void {
    const next = this.#next;
    this.#next = {
      entries: new Map([...entries, ...next.entries]),
      places: new Set([...places, ...next.places]),
      heard: new Set([...heard, ...next.heard]),
      agents: new Set([...agents, ...next.agents]),
      everything: everything || next.everything,
    };
    this.#rounds.within(AGAIN);
  }

  #aside(task: Promise<void>): void {
    task.catch((error: unknown) => this.#failed(error));
  }

  #failed(error: unknown): void {
    if (!this.#stopped) this.#logger.warn({ err: error }, 'telling agents failed; it goes on by itself');
  }
}
