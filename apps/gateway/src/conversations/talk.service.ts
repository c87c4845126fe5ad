import { Inject, Injectable } from '@nestjs/common';
import { type Appended, type Entry, type EntryBody, visitorView } from '#libs/contracts';
import type { AppendInput, Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { Announcer } from '../fanout/announcer.ts';
import { FanOut } from '../fanout/fan-out.ts';
import { answerTo, type GivenAnswer } from './answers.ts';

interface Said {
  clientId: string;
  text: string;
}

/** Where somebody speaks, and through which socket; none over REST. */
interface Place {
  sessionId: string;
  socketId?: string;
}
type AgentsPlace = Place & { agentId: string };

/** What people say: one statement, then everybody is told. */
@Injectable()
export class TalkService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly announcer: Announcer,
    private readonly fanOut: FanOut,
  ) {}

  visitorSays({ sessionId, socketId }: Place, { clientId, text }: Said): Promise<Appended> {
    return this.#append({ sessionId, kind: 'message', author: 'visitor', clientId, body: { text } }, socketId);
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

  /** Only the conversation's assignee speaks in it. */
  agentSays({ agentId, sessionId, socketId }: AgentsPlace, { clientId, text }: Said): Promise<Appended> {
    const message = {
      sessionId,
      kind: 'message',
      author: 'agent',
      authorId: agentId,
      clientId,
      body: { text },
    } as const;
    return this.#append({ ...message, ifAssignee: agentId, ifSeenBy: agentId }, socketId);
  }

  /** Seen by agents only. */
  agentNotes({ agentId, sessionId, socketId }: AgentsPlace, { clientId, text }: Said): Promise<Appended> {
    const note = { sessionId, kind: 'note', author: 'agent', authorId: agentId, clientId, body: { text } } as const;
    return this.#append({ ...note, ifSeenBy: agentId }, socketId);
  }

  async #readPrompt(sessionId: string, seq: number): Promise<Entry | undefined> {
    const { entries } = await this.database.timeline.read(sessionId, seq - 1, 1);
    return entries.find((entry) => entry.seq === seq && entry.kind === 'prompt');
  }

  async #append(input: AppendInput, from?: string): Promise<Appended> {
    const { entry, repeated, wakes, assigneeId } = await this.database.timeline.append(input);
    this.announcer.committed({ sessionId: input.sessionId, entries: [entry], wakes, assigneeId, from });
    return { entry: input.author === 'visitor' ? visitorView(entry) : entry, repeated };
  }
}
