import { Inject, Injectable } from '@nestjs/common';
import { type CommandDone, type Details, type ResultKind, SIGNALS, type SignalName } from '#libs/contracts';
import type { CloseCommand, Command, CommandResult, Database, WithNote } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { Announcer } from '../fanout/announcer.ts';
import { Rooms } from '../fanout/rooms.ts';
import { FilesService } from '../files/files.service.ts';
import { ProcessClient } from '../process/process.client.ts';
import { OffersService } from '../routing/offers.service.ts';
import { TalkService } from './talk.service.ts';

/** What agents do with conversations. Each commits first; then sockets are told and the process is signalled. */
@Injectable()
export class CommandsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly announcer: Announcer,
    private readonly process: ProcessClient,
    private readonly rooms: Rooms,
    private readonly talk: TalkService,
    private readonly files: FilesService,
    private readonly offers: OffersService,
  ) {}

  async assign(command: Command & { agentId: string }): Promise<CommandDone> {
    return this.#done(command, await this.database.sessions.assign(command));
  }

  /** What is offered to whoever commands. */
  async accept(command: Command & { no: number }): Promise<CommandDone> {
    return this.#done(command, await this.database.sessions.accept(command));
  }

  /** The next agent is asked, and there is room for something else that waits. */
  async decline(command: Command & { no: number }): Promise<CommandDone> {
    const declined = await this.database.sessions.decline(command);
    return this.#done(command, { ...declined, signal: SIGNALS.offerDeclined });
  }

  async reassign(command: WithNote & { agentId: string }): Promise<CommandDone> {
    return this.#done(command, await this.database.sessions.reassign(command));
  }

  /** To Unassigned, where the visitor waits anew. */
  async giveBack(command: WithNote): Promise<CommandDone> {
    return this.#done(command, await this.database.sessions.giveBack(command));
  }

  async close(command: CloseCommand): Promise<CommandDone> {
    return this.#done(command, await this.database.sessions.close(command));
  }

  /** The bot goes on with the visitor, where the playbook says so. */
  async handBack(command: Command): Promise<CommandDone> {
    return this.#done(command, await this.database.sessions.handBack(command));
  }

  /** Also of a closed conversation, whose workflow has ended: the result's own workflow is started from here. */
  async requestResult(command: Command & { kind: ResultKind; title: string }): Promise<CommandDone> {
    const { entry, resultId, repeated } = await this.database.sessions.requestResult(command);
    this.process.startResult(resultId);
    return this.#done(command, { entry, note: null, repeated, wakes: false });
  }

  async note({
    sessionId,
    byAgentId,
    ...note
  }: Command & { text: string; mentions?: string[] | undefined }): Promise<CommandDone> {
    const { entry, repeated } = await this.talk.agentNotes({ agentId: byAgentId, sessionId }, note);
    return { seq: entry.seq, repeated, conversation: await this.database.sessions.view(sessionId, byAgentId) };
  }

  async updateDetails(change: {
    sessionId: string;
    version: number;
    details: Details;
    byAgentId: string;
  }): Promise<{ version: number }> {
    const changed = await this.database.sessions.updateDetails(change);
    this.announcer.changed(change.sessionId);
    return changed;
  }

  /** Deletes what the session holds of a person. Whatever still runs for it finds the tombstone and ends. */
  async erase(sessionId: string): Promise<void> {
    const { resultIds, fileIds, seq } = await this.database.sessions.erase(sessionId);
    if (seq !== null) this.process.wake(sessionId, SIGNALS.conversationClosed, { seq });
    for (const resultId of resultIds) this.process.cancelResult(resultId);
    await this.files.remove(fileIds);
    this.rooms.empty(sessionId);
    this.announcer.changed(sessionId);
  }

  async #done({ sessionId, byAgentId }: Command, done: CommandResult & { signal?: SignalName }): Promise<CommandDone> {
    const { entry, note, repeated, wakes, signal } = done;
    this.announcer.committed({ sessionId, entries: note ? [entry, note] : [entry], wakes, ...(signal && { signal }) });
    // somebody may have room now
    if (wakes) this.offers.changed();
    return { seq: entry.seq, repeated, conversation: await this.database.sessions.view(sessionId, byAgentId) };
  }
}
