import { Inject, Injectable } from '@nestjs/common';
import { errors, jwtVerify } from 'jose';
import { Refusal } from '#libs/contracts';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { type Identity, identityOf } from './identity.ts';

const ALGORITHM = 'HS256';
/** Seconds that the website's clock may differ from ours. */
const CLOCKS_DIFFER = 10;

/** Who the visitor is, where their website says so and signs it. */
@Injectable()
export class IdentityService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * What the token says of the visitor. Refusal `identity_invalid` where the site's secret did not sign it, where it has
   * expired or never does, and where the site has no secret.
   */
  async verify(siteId: string, token: string): Promise<Identity> {
    const secret = await this.database.sites.identitySecret(siteId);
    if (secret === null) throw new Refusal('identity_invalid');
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: [ALGORITHM],
        requiredClaims: ['exp'],
        clockTolerance: CLOCKS_DIFFER,
      });
      return identityOf(payload);
    } catch (error) {
      if (error instanceof errors.JOSEError) throw new Refusal('identity_invalid');
      throw error;
    }
  }
}
