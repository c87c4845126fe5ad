import { signal } from '@preact/signals';
import type { CannedReply, CannedReplyBody } from '#libs/contracts';
import type { Api } from '../api/api.ts';
import { CallFailed } from '../api/http.ts';

/** The replies that this agent may give again: the shared ones and their own. */
export class CannedStore {
  readonly replies = signal<readonly CannedReply[]>([]);
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Colleagues may have changed the shared ones: read whenever somebody looks for one. */
  async read(): Promise<void> {
    this.replies.value = await this.#api.call<CannedReply[]>('GET', '/canned-replies');
  }

  /** @throws CallFailed e.g. `name_taken` */
  async create(body: CannedReplyBody): Promise<void> {
    await this.#api.call('POST', '/canned-replies', body);
    await this.#readSaved();
  }

  /**
   * @param version as it was read
   * @throws CallFailed e.g. `stale_version`, `not_found`, `name_taken`
   */
  async change(id: string, version: number, body: CannedReplyBody): Promise<void> {
    await this.#api.call('PUT', `/canned-replies/${id}`, { ...body, version });
    await this.#readSaved();
  }

  async remove(id: string): Promise<void> {
    try {
      await this.#api.call('DELETE', `/canned-replies/${id}`);
    } catch (error) {
      // a colleague was faster with the same
      if (!(error instanceof CallFailed) || error.code !== 'not_found') throw error;
    }
    await this.#readSaved();
  }

  /** It is done, whether it can be read now or later. */
  async #readSaved(): Promise<void> {
    await this.read().catch(() => undefined);
  }
}
