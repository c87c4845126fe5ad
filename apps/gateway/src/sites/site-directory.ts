import { Inject, Injectable } from '@nestjs/common';
import { Refusal, type SiteView } from '#libs/contracts';
import type { Database } from '#libs/database';
import { Remembered } from '../auth/remembered.ts';
import { DATABASE } from '../database/tokens.ts';

/** How long another gateway's change of a site may go unnoticed, in milliseconds. */
const REMEMBERED = 3_000;

/** The sites, briefly remembered: every visitor's page asks for one. */
@Injectable()
export class SiteDirectory {
  readonly #sites: Remembered<SiteView | null>;

  constructor(@Inject(DATABASE) private readonly database: Database) {
    this.#sites = new Remembered((id) => this.database.sites.find(id), REMEMBERED);
  }

  find(siteId: string): Promise<SiteView | null> {
    return this.#sites.get(siteId);
  }

  /** Refusal `not_found`. */
  async get(siteId: string): Promise<SiteView> {
    const site = await this.find(siteId);
    if (!site) throw new Refusal('not_found');
    return site;
  }

  forget(siteId: string): void {
    this.#sites.forget(siteId);
  }
}
