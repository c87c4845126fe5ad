import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import type { HttpRequest } from '../http/express.ts';
import { RateLimit } from '../http/rate-limit.ts';

const HOUR = 3_600_000;
/** Of one session; a playbook asks for one or two. */
const UPLOADS_PER_HOUR = 20;

/**
 * Before a byte of a file is read: the visitor's session is open and stands on a card that asks for one.
 * Refusals: `session_token_invalid`, `session_closed`, `wrong_phase`, `rate_limited`.
 */
@Injectable()
export class UploadGuard implements CanActivate {
  readonly #limit = new RateLimit(UPLOADS_PER_HOUR, HOUR);

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { principal } = context.switchToHttp().getRequest<HttpRequest>();
    if (principal?.kind !== 'visitor') throw new Refusal('unauthenticated');
    const session = await this.database.sessions.credential(principal.sessionId);
    if (session?.siteId !== principal.siteId) throw new Refusal('session_token_invalid');
    if (session.phase === 'closed') throw new Refusal('session_closed');
    if (session.phase !== 'bot' || !(await this.#asksForFile(session)))
      throw new Refusal('wrong_phase', { detail: 'No file is asked for now' });
    if (!this.#limit.take(principal.sessionId)) throw new Refusal('rate_limited');
    return true;
  }

  async #asksForFile({ versionId, cardId }: { versionId: string; cardId: string }): Promise<boolean> {
    const version = await this.database.playbooks.version(versionId);
    const card = version?.definition.cards[cardId];
    return card?.kind === 'capture' && card.type === 'file';
  }
}
