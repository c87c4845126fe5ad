import { Inject, Injectable } from '@nestjs/common';
import { type Appended, type Entry, type EntryBody, Refusal } from '#libs/contracts';
import type { AppendInput, Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { Announcer } from '../fanout/announcer.ts';
import { FanOut } from '../fanout/fan-out.ts';
import { unknownChoice } from '../visitors/first-act.ts';

interface Said {
  clientId: string;
  text: string;
}

/** What people say: one statement, then everybody is told. */
@Injectable()
export class TalkService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly announcer: Announcer,
    private readonly fanOut: FanOut,
  ) {}

  visitorSays(sessionId: string, { clientId, text }: Said): Promise<Appended> {
    return this.#append({ sessionId, kind: 'message', author: 'visitor', clientId, body: { text } });
  }

  /** The visitor chooses, or skips a question that may be skipped. Refusal `invalid_body` for what the prompt does not offer. */
  async visitorAnswers(
    sessionId: string,
    { clientId, promptSeq, ...answer }: { clientId: string; promptSeq: number; choiceId?: string; skipped?: true },
  ): Promise<Appended> {
    const prompt =
      (await this.fanOut.promptTold(sessionId, promptSeq)) ?? (await this.#readPrompt(sessionId, promptSeq));
    const body = answerTo(prompt?.body as EntryBody<'prompt'> | undefined, { promptSeq, ...answer });
    return this.#append({ sessionId, kind: 'answer', author: 'visitor', clientId, body });
  }

  /** Only the conversation's assignee speaks in it. */
  agentSays(agentId: string, sessionId: string, { clientId, text }: Said): Promise<Appended> {
    return this.#append({
      sessionId,
      kind: 'message',
      author: 'agent',
      authorId: agentId,
      clientId,
      body: { text },
      ifAssignee: agentId,
    });
  }

  /** Seen by agents only. */
  agentNotes(agentId: string, sessionId: string, { clientId, text }: Said): Promise<Appended> {
    return this.#append({ sessionId, kind: 'note', author: 'agent', authorId: agentId, clientId, body: { text } });
  }

  async #readPrompt(sessionId: string, seq: number): Promise<Entry | undefined> {
    const { entries } = await this.database.timeline.read(sessionId, seq - 1, 1);
    return entries.find((entry) => entry.seq === seq && entry.kind === 'prompt');
  }

  async #append(input: AppendInput): Promise<Appended> {
    const { entry, repeated, wakes } = await this.database.timeline.append(input);
    this.announcer.committed({ sessionId: input.sessionId, entries: [entry], wakes });
    return { seq: entry.seq, at: entry.at, repeated };
  }
}

/** The answer's entry, with the text that the visitor saw. */
function answerTo(
  prompt: EntryBody<'prompt'> | undefined,
  { promptSeq, choiceId, skipped }: { promptSeq: number; choiceId?: string; skipped?: true },
): EntryBody<'answer'> {
  if (!prompt) throw invalid('promptSeq', 'unknown_prompt', 'There is no such prompt');
  if ((choiceId === undefined) === (skipped === undefined))
    throw invalid('', 'choice_or_skipped', 'Either choiceId or skipped is needed');
  if (choiceId === undefined) {
    if (!prompt.skippable) throw invalid('skipped', 'not_skippable', 'This question needs an answer');
    return { promptSeq, skipped: true, text: '' };
  }
  const choice = prompt.choices?.find(({ id }) => id === choiceId);
  if (!choice) throw unknownChoice('choiceId');
  return { promptSeq, choiceId, text: choice.text };
}

const invalid = (path: string, code: string, message: string): Refusal =>
  new Refusal('invalid_body', { errors: [{ path, code, message }] });
