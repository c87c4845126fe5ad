import { openOrm } from '../orm.ts';
import type { PgClient } from '../sql/pool.ts';
import { CHANNEL, type Hint, hintsOf } from './hint.ts';

export interface HintListenerOptions {
  /** postgresql://… */
  url: string;
  onHints: (hints: Hint[]) => void;
  /** Listening began, or began again: what was told meanwhile is lost, compare everything that is watched. */
  onListening?: () => void;
  onError?: (error: unknown) => void;
}

/** Milliseconds between tries to connect again. */
const RETRY_FIRST = 100;
const RETRY_MOST = 5_000;

/** Listens on a connection of its own, which it makes again whenever it is lost. */
export class HintListener {
  readonly #options: HintListenerOptions;
  #opened: Awaited<ReturnType<typeof openOrm>> | undefined;
  #client: PgClient | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: HintListenerOptions) {
    this.#options = options;
  }

  /** Resolves after the first try; when that failed, further ones follow by themselves. */
  async start(): Promise<void> {
    this.#opened = await openOrm({ url: this.#options.url, poolSize: 1, applicationName: 'foyer-hints' });
    await this.#listen(RETRY_FIRST);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#client?.release(true);
    await this.#opened?.orm.close(true);
  }

  async #listen(retryAfter: number): Promise<void> {
    if (this.#closed || !this.#opened) return;
    try {
      const client = await this.#opened.pool.connect();
      this.#client = client;
      client.on('notification', ({ payload = '' }) => this.#options.onHints(hintsOf(payload)));
      client.on('error', (error) => this.#options.onError?.(error));
      client.on('end', () => this.#lost(client));
      await client.query(`listen ${CHANNEL}`);
      this.#options.onListening?.();
    } catch (error) {
      this.#options.onError?.(error);
      this.#release();
      const next = Math.min(retryAfter * 2, RETRY_MOST);
      if (!this.#closed) this.#timer = setTimeout(() => void this.#listen(next), retryAfter);
    }
  }

  #lost(client: PgClient): void {
    if (client !== this.#client || this.#closed) return;
    this.#release();
    void this.#listen(RETRY_FIRST);
  }

  #release(): void {
    const client = this.#client;
    this.#client = undefined;
    client?.release(true);
  }
}
