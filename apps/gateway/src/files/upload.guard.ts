import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { idSchema, Refusal } from '#libs/contracts';
import type { Database } from '#libs/database';
import type { AgentPrincipal, VisitorPrincipal } from '../access/principal.ts';
import { DATABASE } from '../database/tokens.ts';
import type { HttpRequest } from '../http/express.ts';
import { RateLimit } from '../http/rate-limit.ts';

const HOUR = 3_600_000;
/** Of one visitor, or one agent. */
const UPLOADS_PER_HOUR = 60;

/**
 * Before a byte of a file is read: the visitor waits for people or talks with them, or the bot asks for a file; the
 * agent leads the conversation.
 * Refusals: `session_token_invalid`, `not_found`, `session_closed`, `wrong_phase`, `not_assignee`, `rate_limited`.
 */
@Injectable()
export class UploadGuard implements CanActivate {
  readonly #limit = new RateLimit(UPLOADS_PER_HOUR, HOUR);

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { principal, params } = context.switchToHttp().getRequest<HttpRequest>();
    if (principal?.kind === 'visitor') await this.#admitVisitor(principal);
    else if (principal?.kind === 'agent') await this.#admitAgent(principal, idSchema.safeParse(params.id).data);
    else throw new Refusal('unauthenticated');
    return true;
  }

  async #admitVisitor(principal: VisitorPrincipal): Promise<void> {
    const session = await this.database.sessions.credential(principal.sessionId);
    if (session?.siteId !== principal.siteId) throw new Refusal('session_token_invalid');
    if (session.phase === 'closed') throw new Refusal('session_closed');
    if (session.phase === 'bot' && !(await this.#asksForFile(session)))
      throw new Refusal('wrong_phase', { detail: 'No file is asked for now' });
    if (!this.#limit.take(principal.sessionId)) throw new Refusal('rate_limited');
  }

  async #admitAgent({ agentId }: AgentPrincipal, sessionId: string | undefined): Promise<void> {
    if (sessionId === undefined) throw new Refusal('not_found');
    await this.database.sessions.requireVisible(sessionId, agentId);
    const { phase, assigneeId, assigneeName } = await this.database.sessions.view(sessionId);
    if (phase === 'closed') throw new Refusal('session_closed');
    if (phase !== 'live') throw new Refusal('wrong_phase');
    if (assigneeId !== agentId) throw new Refusal('not_assignee', assigneeName ? { winnerName: assigneeName } : {});
    if (!this.#limit.take(agentId)) throw new Refusal('rate_limited');
  }

  async #asksForFile({ versionId, cardId }: { versionId: string; cardId: string }): Promise<boolean> {
    const version = await this.database.playbooks.version(versionId);
    const card = version?.definition.cards[cardId];
    return card?.kind === 'capture' && card.type === 'file';
  }
}
