import { Inject, Injectable } from '@nestjs/common';
import type { Database, StandingNotification } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { Rooms } from '../fanout/rooms.ts';
import { Told } from './told.ts';

interface WhatToTell {
  /** Sessions of which there is news. */
  heard: ReadonlySet<string>;
  /** Agents who are told everything, whatever they were told before. */
  agents: ReadonlySet<string>;
  /** Everything is compared with what was told. */
  everything: boolean;
}

/** Tells the tabs at this gateway how it stands now. To be called again only when it is done. */
@Injectable()
export class TabsService {
  readonly #told = new Told();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly rooms: Rooms,
  ) {}

  async tell({ heard, agents, everything }: WhatToTell): Promise<void> {
    const here = this.rooms.agentIds();
    this.#told.keepOnly(new Set(here));
    const inFull = everything ? here : here.filter((agentId) => agents.has(agentId));
    const others = here.filter((agentId) => !inFull.includes(agentId));
    if (inFull.length > 0) await this.#tell(inFull, null, agents);
    if (heard.size > 0 && others.length > 0) await this.#tell(others, [...heard], agents);
  }

  async #tell(agentIds: string[], sessionIds: string[] | null, anew: ReadonlySet<string>): Promise<void> {
    const standing = await this.database.notifications.standing(agentIds, sessionIds);
    const rows = Map.groupBy(standing, ({ agentId }) => agentId);
    for (const agentId of agentIds) this.#tellOne(agentId, rows.get(agentId) ?? [], sessionIds, anew.has(agentId));
  }

  #tellOne(
    agentId: string,
    rows: readonly StandingNotification[],
    sessionIds: readonly string[] | null,
    all: boolean,
  ): void {
    const { changed, now } = this.#told.changes(agentId, rows, sessionIds);
    if (all) this.rooms.notificationsChanged(agentId, { changed: now, all });
    else if (changed.length > 0) this.rooms.notificationsChanged(agentId, { changed, all });
  }
}
