import { Inject, Injectable } from '@nestjs/common';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Config } from '#libs/config';
import { idSchema } from '#libs/contracts';
import { SETTINGS } from '../settings/tokens.ts';

const ISSUER = 'foyer';
const ALGORITHM = 'HS256';
const AGENT = 'foyer:agent';
const VISITOR = 'foyer:visitor';
const AGENT_SECONDS = 12 * 3_600;
/** A session ends after a day of silence; this outlives every one of them. */
const VISITOR_SECONDS = 30 * 24 * 3_600;

const claimsSchema = z.discriminatedUnion('aud', [
  z.object({ aud: z.literal(AGENT), sub: idSchema, ver: z.number().int(), exp: z.number() }),
  z.object({ aud: z.literal(VISITOR), sub: idSchema, site: idSchema }),
]);

/** What a valid token says; whether its agent or session still exists is for the caller to ask. */
export type TokenClaims =
  | { kind: 'agent'; agentId: string; tokenVersion: number; expiresAt: number }
  | { kind: 'visitor'; sessionId: string; siteId: string };

@Injectable()
export class Tokens {
  readonly #key: Uint8Array;

  constructor(@Inject(SETTINGS) config: Config) {
    this.#key = new TextEncoder().encode(config.tokenSecret);
  }

  /** For twelve hours. @param now milliseconds since the epoch */
  async forAgent(
    agent: { id: string; tokenVersion: number },
    now: number,
  ): Promise<{ token: string; expiresAt: string }> {
    const issued = Math.floor(now / 1000);
    const expires = issued + AGENT_SECONDS;
    const token = await this.#sign({ ver: agent.tokenVersion }, AGENT, agent.id, issued, expires);
    return { token, expiresAt: new Date(expires * 1000).toISOString() };
  }

  /** The same token however often it is made: a repeated first act returns what the lost answer held. */
  forSession(session: { id: string; siteId: string; startedAt: string }): Promise<string> {
    const issued = Math.floor(Date.parse(session.startedAt) / 1000);
    return this.#sign({ site: session.siteId }, VISITOR, session.id, issued, issued + VISITOR_SECONDS);
  }

  /** Null for what is no valid token of ours: wrong key or algorithm, expired, malformed. */
  async read(token: string): Promise<TokenClaims | null> {
    try {
      const { payload } = await jwtVerify(token, this.#key, { algorithms: [ALGORITHM], issuer: ISSUER });
      const claims = claimsSchema.safeParse(payload);
      if (!claims.success) return null;
      const { data } = claims;
      return data.aud === AGENT
        ? { kind: 'agent', agentId: data.sub, tokenVersion: data.ver, expiresAt: data.exp }
        : { kind: 'visitor', sessionId: data.sub, siteId: data.site };
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }

  #sign(claims: Record<string, unknown>, audience: string, subject: string, issued: number, expires: number) {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt(issued)
      .setExpirationTime(expires)
      .sign(this.#key);
  }
}
