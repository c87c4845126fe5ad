import { signal } from '@preact/signals';
import type { CannedReply, CannedReplyBody } from '#libs/contracts';
import type { Api } from '../api/api.ts';

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

  /** @param id null: a new one */
  async save(id: string | null, body: CannedReplyBody): Promise<void> {
    await this.#api.call(id === null ? 'POST' : 'PUT', `/canned-replies${id === null ? '' : `/${id}`}`, body);
    await this.read();
  }

  async remove(id: string): Promise<void> {
    await this.#api.call('DELETE', `/canned-replies/${id}`);
    await this.read();
  }
}
