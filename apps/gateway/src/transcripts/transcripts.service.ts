import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { mailIdOf, Refusal, type Transcript } from '#libs/contracts';
import type { Database } from '#libs/database';
import { transcriptOf } from '#libs/transcript';
import { DATABASE } from '../database/tokens.ts';
import { Announcer } from '../fanout/announcer.ts';
import { ProcessClient } from '../process/process.client.ts';
import { SETTINGS } from '../settings/tokens.ts';

interface Wish {
  sessionId: string;
  clientId: string;
  to: string;
}

/** What was said, as a file or by e-mail. */
@Injectable()
export class TranscriptsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SETTINGS) private readonly config: Config,
    private readonly process: ProcessClient,
    private readonly announcer: Announcer,
  ) {}

  /** Refusal `not_found`. */
  async forVisitor(sessionId: string): Promise<Transcript> {
    return transcriptOf(await this.database.transcripts.source(sessionId), 'visitor');
  }

  /** Refusal `not_found`, also for a conversation that the agent may not see. */
  async forAgent(agentId: string, sessionId: string, notes: boolean): Promise<Transcript> {
    await this.database.sessions.requireVisible(sessionId, agentId);
    return transcriptOf(await this.database.transcripts.source(sessionId), notes ? 'agent' : 'visitor');
  }

  /** The row first; its workflow sends it. Refusals: `mail_disabled`, `not_found`. */
  async mailByAgent(agentId: string, { sessionId, clientId, to }: Wish): Promise<{ id: string }> {
    const mailId = this.#mailId(sessionId, `${agentId}/${clientId}`);
    await this.database.transcripts.requestByAgent({ mailId, sessionId, to, agentId });
    return this.#begun(mailId, sessionId);
  }

  /** Refusals: `mail_disabled`, `not_found`, `rate_limited`. */
  async mailByVisitor({ sessionId, clientId, to }: Wish): Promise<{ id: string }> {
    const mailId = this.#mailId(sessionId, clientId);
    await this.database.transcripts.requestByVisitor({ mailId, sessionId, to });
    return this.#begun(mailId, sessionId);
  }

  #mailId(sessionId: string, wish: string): string {
    if (this.config.smtp === null) throw new Refusal('mail_disabled');
    return mailIdOf(sessionId, wish);
  }

  #begun(mailId: string, sessionId: string): { id: string } {
    this.process.startTranscriptMail(mailId);
    this.announcer.changed(sessionId);
    return { id: mailId };
  }
}
