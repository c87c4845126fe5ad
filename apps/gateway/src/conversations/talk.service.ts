import { Inject, Injectable } from '@nestjs/common';
import { type Appended, type Entry, type EntryBody, visitorView } from '#libs/contracts';
import type { Amendment, AppendInput, Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { Announcer } from '../fanout/announcer.ts';
import { FanOut } from '../fanout/fan-out.ts';
import { FilesService } from '../files/files.service.ts';
import { answerTo, type GivenAnswer } from './answers.ts';

interface Said {
  clientId: string;
  text?: string | undefined;
  /** What the sender uploaded for the session before. */
  fileIds?: string[] | undefined;
}

interface Noted {
  clientId: string;
  text: string;
  mentions?: string[] | undefined;
}

/** Where somebody speaks, and through which socket; none over REST. */
interface Place {
  sessionId: string;
  socketId?: string;
}
type AgentsPlace = Place & { agentId: string };

type Change = Pick<Amendment, 'clientId' | 'seq' | 'text'>;
type MessageInput = Extract<AppendInput, { kind: 'message' }>;

/** Files go between people only: the bot would not know what to do with one it did not ask for. */
const WITH_FILES = ['waiting', 'live'] as const;

/** What people say: one statement, then everybody is told. */
@Injectable()
export class TalkService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly announcer: Announcer,
    private readonly fanOut: FanOut,
    private readonly files: FilesService,
  ) {}

  visitorSays(place: Place, said: Said): Promise<Appended> {
    const message = {
      sessionId: place.sessionId,
      kind: 'message',
      author: 'visitor',
      clientId: said.clientId,
    } as const;
    return this.#say(message, said, place.socketId);
  }

  /** The visitor answers a prompt. Refusal `invalid_body` for what the prompt does not ask. */
  async visitorAnswers(
    { sessionId, socketId }: Place,
    { clientId, promptSeq, ...given }: GivenAnswer & { clientId: string; promptSeq: number },
  ): Promise<Appended> {
    const [told, file] = await Promise.all([
      this.fanOut.promptTold(sessionId, promptSeq),
      given.fileId === undefined ? null : this.database.files.find({ id: given.fileId, sessionId }),
    ]);
    const prompt = told ?? (await this.#readPrompt(sessionId, promptSeq));
    const body = answerTo(prompt?.body as EntryBody<'prompt'> | undefined, promptSeq, given, { file });
    return this.#append({ sessionId, kind: 'answer', author: 'visitor', clientId, body }, socketId);
  }

  /** Once, after the close. Refusals: those of the repository's `rate`. */
  async visitorRates(
    sessionId: string,
    { clientId, score, words }: { clientId: string; score: number; words?: string | null | undefined },
  ): Promise<Appended> {
    const rating = { score, ...(words && { words }) };
    const { entry, repeated } = await this.database.sessions.rate({ sessionId, clientId, rating });
    this.announcer.committed({ sessionId, entries: [entry], wakes: false });
    return { entry: visitorView(entry), repeated };
  }

  /** Only the conversation's assignee speaks in it. */
  agentSays({ agentId, sessionId, socketId }: AgentsPlace, said: Said): Promise<Appended> {
    const by = { author: 'agent', authorId: agentId, ifAssignee: agentId, ifSeenBy: agentId } as const;
    return this.#say({ sessionId, kind: 'message', clientId: said.clientId, ...by }, said, socketId);
  }

  /** Seen by agents only. */
  async agentNotes({ agentId, sessionId, socketId }: AgentsPlace, said: Noted): Promise<Appended> {
    const { clientId, text, mentions = [] } = said;
    const named = mentions.length > 0 ? await this.#named(sessionId, mentions) : [];
    const body = { text, ...(named.length > 0 && { mentions: named }) };
    const note = { sessionId, kind: 'note', author: 'agent', authorId: agentId, clientId, body } as const;
    return this.#append({ ...note, ifSeenBy: agentId }, socketId);
  }

  /** Whoever may not see the note is not named in it. */
  async #named(sessionId: string, mentions: string[]): Promise<string[]> {
    const audience = await this.database.sessions.audienceOf(sessionId, mentions);
    return [...new Set(mentions)].filter((id) => audience.has(id));
  }

  /** Edits one's own message, or deletes it (`text: null`). */
  async amends(place: Place & { agentId?: string }, change: Change): Promise<Appended> {
    const { sessionId, socketId, agentId = null } = place;
    const author = agentId === null ? 'visitor' : 'agent';
    const amendment = { ...change, sessionId, author, authorId: agentId } as const;
    const { entry, repeated, fileIds } = await this.database.timeline.amend(amendment);
    await this.files.remove(fileIds);
    this.announcer.committed({ sessionId, entries: [entry], wakes: false, from: socketId });
    return { entry: agentId === null ? visitorView(entry) : entry, repeated };
  }

  async #readPrompt(sessionId: string, seq: number): Promise<Entry | undefined> {
    const { entries } = await this.database.timeline.read(sessionId, seq - 1, 1);
    return entries.find((entry) => entry.seq === seq && entry.kind === 'prompt');
  }

  /** Files are looked up only where there are some. */
  #say(message: Omit<MessageInput, 'body'>, { text = '', fileIds }: Said, from?: string): Promise<Appended> {
    return fileIds ? this.#sayFiles(message, text, fileIds, from) : this.#append({ ...message, body: { text } }, from);
  }

  async #sayFiles(message: Omit<MessageInput, 'body'>, text: string, fileIds: string[], from?: string) {
    const files = await this.database.files.toSend(fileIds, message.sessionId, message.authorId ?? null);
    return this.#append({ ...message, body: { text, files }, onlyIn: WITH_FILES }, from);
  }

  async #append(input: AppendInput, from?: string): Promise<Appended> {
    const { entry, repeated, wakes, assigneeId } = await this.database.timeline.append(input);
    this.announcer.committed({ sessionId: input.sessionId, entries: [entry], wakes, assigneeId, from });
    return { entry: input.author === 'visitor' ? visitorView(entry) : entry, repeated };
  }
}
