import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { WordsService } from '../search/words.service.ts';
import { Batch } from './batch.ts';
import { AGENTS_ROOM, ALL_TEAMS_ROOM, agentRoom, Rooms, teamRoom } from './rooms.ts';

/** Of how many conversations is known who was told of them last. */
const REMEMBERED = 10_000;

type Owner = Awaited<ReturnType<Database['sessions']['ownersOf']>>[number];

/** Where those sit who may see the conversation. */
function audienceOf({ teamId, assigneeId }: Owner): string[] {
  if (teamId === null) return [AGENTS_ROOM];
  return [teamRoom(teamId), ALL_TEAMS_ROOM, ...(assigneeId === null ? [] : [agentRoom(assigneeId)])];
}

/**
 * Tells the agents of this gateway that conversations changed: a few times a second at most, however many changed. Only
 * those are told who may see the conversation, and those who could when they were told last: they see it leave.
 */
@Injectable()
export class ListHints implements OnModuleDestroy {
  readonly #logger = new Logger('ListHints');
  readonly #batch: Batch;
  readonly #told = new Map<string, string[]>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly rooms: Rooms,
    private readonly words: WordsService,
  ) {
    this.#batch = new Batch({ soon: 50, apart: 250 }, (sessionIds) => void this.#tell(sessionIds));
  }

  changed(sessionId: string): void {
    this.#batch.add(sessionId);
  }

  onModuleDestroy(): void {
    this.#batch.stop();
  }

  async #tell(sessionIds: string[]): Promise<void> {
    try {
      const owners = await this.database.sessions.ownersOf(sessionIds);
      this.words.changed(owners.filter(({ listed }) => listed).map(({ sessionId }) => sessionId));
      const changes = owners.map((owner) => ({ sessionId: owner.sessionId, rooms: this.#roomsFor(owner) }));
      for (const [key, group] of Map.groupBy(changes, ({ rooms }) => rooms.join())) {
        if (key === '') continue;
        this.rooms.conversationsChanged(
          group[0]?.rooms ?? [],
          group.map(({ sessionId }) => sessionId),
        );
      }
    } catch (error) {
      this.#logger.warn({ err: error }, 'telling of changed conversations failed; lists are read every 30 s');
    }
  }

  #roomsFor(owner: Owner): string[] {
    const before = this.#told.get(owner.sessionId) ?? [];
    this.#told.delete(owner.sessionId);
    // nobody has it in a list
    if (!owner.listed) return before;
    const now = audienceOf(owner);
    this.#told.set(owner.sessionId, now);
    // the oldest come first
    for (const oldest of this.#told.keys()) {
      if (this.#told.size <= REMEMBERED) break;
      this.#told.delete(oldest);
    }
    return [...new Set([...now, ...before])].sort();
  }
}
