import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Entry, LIMITS, Refusal } from '#libs/contracts';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { QueueService } from '../routing/queue.service.ts';
import { ListHints } from './list-hints.ts';
import { MOVES } from './moves.ts';
import { Rooms } from './rooms.ts';
import { ViewersService } from './viewers.ts';
import { Watched } from './watched.ts';

/** How long an entry of another process may stay untold when its hint got lost, in milliseconds. */
const COMPARE_EVERY = 2_000;

/**
 * Tells the sockets of this gateway every entry of the sessions they watch, in order and without gaps. What it hears
 * of new entries are hints; the timeline, read from the last seq told, is the truth.
 */
@Injectable()
export class FanOut implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('FanOut');
  readonly #watched = new Map<string, Promise<Watched>>();
  /** Sessions that are being caught up; true when another hint came meanwhile. */
  readonly #catchingUp = new Map<string, boolean>();
  #timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly rooms: Rooms,
    private readonly lists: ListHints,
    private readonly viewers: ViewersService,
    private readonly queue: QueueService,
  ) {}

  onApplicationBootstrap(): void {
    this.#compareLater();
  }

  onModuleDestroy(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /**
   * From when this resolves, whatever is appended will be told to the session's room. Join the room before, and let
   * the client read the timeline after: then it misses nothing.
   */
  async watch(sessionId: string): Promise<void> {
    const known = this.#watched.get(sessionId);
    if (known) {
      await known;
      return;
    }
    const watched = this.database.timeline
      .lastSeqs([sessionId])
      .then((lastSeqs) => new Watched(lastSeqs.get(sessionId) ?? 0));
    this.#watched.set(sessionId, watched);
    await watched.catch((error: unknown) => {
      this.#watched.delete(sessionId);
      throw error;
    });
  }

  /** Call when a socket left: a session that nobody watches any more is forgotten. */
  unwatch(sessionId: string): void {
    if (this.rooms.isEmpty(sessionId)) this.#watched.delete(sessionId);
  }

  /** These entries of one session have just been committed; the socket `from` has them already. */
  async tell(sessionId: string, entries: readonly Entry[], from?: string): Promise<void> {
    const watched = await this.#watched.get(sessionId)?.catch(() => undefined);
    if (!watched) return;
    const { tell, gap } = watched.take(entries);
    this.#say(sessionId, tell, from);
    if (gap) this.#catchUp(sessionId, watched);
  }

  /** Somebody says that the session's timeline reaches up to `seq`. */
  async hint(sessionId: string, seq: number): Promise<void> {
    const watched = await this.#watched.get(sessionId)?.catch(() => undefined);
    if (watched && watched.told < seq) this.#catchUp(sessionId, watched);
  }

  /** The prompt at `seq`, where this gateway has just told it; null: read it. An entry never changes. */
  async promptTold(sessionId: string, seq: number): Promise<Entry | null> {
    const watched = await this.#watched.get(sessionId)?.catch(() => undefined);
    const prompt = watched?.lastPrompt ?? null;
    return prompt?.seq === seq ? prompt : null;
  }

  /** Compares all that was told with all there is: finds what no hint told. */
  async compare(): Promise<void> {
    const sessionIds = [...this.#watched.keys()];
    if (sessionIds.length === 0) return;
    const lastSeqs = await this.database.timeline.lastSeqs(sessionIds);
    await Promise.all([...lastSeqs].map(([sessionId, seq]) => this.hint(sessionId, seq)));
  }

  /** Sends agents out of the session's room who may not see it, since it or they changed teams. */
  async checkWatchers(sessionId: string): Promise<void> {
    const watchers = this.rooms.watchers(sessionId);
    if (watchers.length === 0) return;
    const agentIds = [...new Set(watchers.map(({ data }) => data.principal.agentId))];
    const audience = await this.database.sessions.audienceOf(sessionId, agentIds);
    for (const socket of watchers)
      if (!audience.has(socket.data.principal.agentId)) await this.rooms.sendOut(socket, sessionId);
    this.viewers.changed(sessionId);
    this.unwatch(sessionId);
  }

  #say(sessionId: string, entries: readonly Entry[], from?: string): void {
    for (const entry of entries) this.rooms.entry(sessionId, entry, from);
    if (!entries.some(({ kind }) => MOVES.has(kind))) return;
    this.queue.concerns(sessionId);
    this.checkWatchers(sessionId).catch((error: unknown) => {
      this.#logger.warn({ err: error }, 'checking who may watch a conversation failed');
    });
  }

  #compareLater(): void {
    this.#timer = setTimeout(() => {
      void this.compare()
        .catch((error: unknown) => this.#logger.warn({ err: error }, 'comparing with the timelines failed'))
        .finally(() => {
          if (this.#timer) this.#compareLater();
        });
    }, COMPARE_EVERY);
  }

  #catchUp(sessionId: string, watched: Watched): void {
    if (this.#catchingUp.has(sessionId)) {
      this.#catchingUp.set(sessionId, true);
      return;
    }
    this.#catchingUp.set(sessionId, false);
    void this.#readOn(sessionId, watched)
      .catch((error: unknown) => {
        if (error instanceof Refusal && error.code === 'not_found') this.#erased(sessionId);
        // it is found by the next comparison
        else this.#logger.warn({ err: error }, 'reading a timeline failed');
      })
      .finally(() => {
        const again = this.#catchingUp.get(sessionId);
        this.#catchingUp.delete(sessionId);
        if (again) this.#catchUp(sessionId, watched);
      });
  }

  /** Erased through another gateway: nobody has anything to see there any more. */
  #erased(sessionId: string): void {
    this.#watched.delete(sessionId);
    this.rooms.empty(sessionId);
  }

  async #readOn(sessionId: string, watched: Watched): Promise<void> {
    for (;;) {
      const { entries } = await this.database.timeline.read(sessionId, watched.told);
      const { tell } = watched.take(entries);
      this.#say(sessionId, tell);
      // where hints are off, this is how a process's phase change reaches the lists
      if (tell.some(({ author, kind }) => author !== 'bot' || kind === 'phaseChanged')) this.lists.changed(sessionId);
      if (entries.length < LIMITS.entriesPerRead) return;
    }
  }
}
