import { signal } from '@preact/signals';
import type { LiveView } from '#libs/contracts';
import type { Connection } from '../../api/connection.ts';
import { Refresher } from '../../app/refresher.ts';
import type { ReportsApi } from '../api.ts';
import { ownTimeZone } from '../period.ts';

/** Change hints within this time lead to one read. */
const GATHER_MS = 1_000;
/** A snapshot is read again this often, whatever else happens. */
const REFRESH_MS = 30_000;

/** What goes on now, as a snapshot that follows the change hints while somebody looks. */
export class LiveStore {
  /** Null until read for the first time. */
  readonly view = signal<LiveView | null>(null);
  /** When it was read; milliseconds since the epoch. */
  readonly at = signal(0);
  readonly #connection: Connection;
  readonly #refresher: Refresher;

  constructor(api: ReportsApi, connection: Connection) {
    this.#connection = connection;
    this.#refresher = new Refresher(async () => {
      this.view.value = await api.live(ownTimeZone());
      this.at.value = Date.now();
    }, GATHER_MS);
  }

  /** Keeps the view fresh until the answer is called. */
  follow(): () => void {
    const soon = () => this.#refresher.soon();
    const ends = [this.#connection.on('conversations:changed', soon), this.#connection.on('agents:changed', soon)];
    const timer = setInterval(() => this.#refresher.now(), REFRESH_MS);
    const woken = () => {
      if (document.visibilityState === 'visible') this.#refresher.now();
    };
    document.addEventListener('visibilitychange', woken);
    this.#refresher.start();
    return () => {
      this.#refresher.stop();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', woken);
      for (const end of ends) end();
    };
  }

  now(): void {
    this.#refresher.now();
  }
}
