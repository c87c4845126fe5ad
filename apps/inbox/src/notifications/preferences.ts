import { batch, computed, effect, signal } from '@preact/signals';
import type { NotificationChanges, NotificationPreferences, NotificationsView } from '#libs/contracts';
import { changedPreferences } from '#libs/contracts/preferences';
import type { Api } from '../api/api.ts';
import { Refresher } from '../app/refresher.ts';
import { language } from '../i18n/index.ts';

/** How the agent wishes to be told: what is changed shows at once, and no longer where the server refuses it. */
export class PreferencesStore {
  /** For subscribing to push; undefined until it is known, null where push is not set up. */
  readonly pushKey = signal<string | null | undefined>(undefined);
  readonly #api: Pick<Api, 'call'>;
  readonly #stored = signal<NotificationPreferences | null>(null);
  readonly #unsaved = signal<readonly NotificationChanges[]>([]);
  readonly value = computed(
    () => this.#stored.value && this.#unsaved.value.reduce(changedPreferences, this.#stored.value),
  );
  readonly #refresher = new Refresher(() => this.#read(), 100);
  #lastCall: Promise<void> = Promise.resolve();
  readonly #follow: () => void;

  constructor(api: Pick<Api, 'call'>) {
    this.#api = api;
    this.#refresher.start();
    this.#follow = effect(() => {
      if (language.value !== this.value.peek()?.language) this.#refresher.now();
    });
  }

  refresh(): void {
    this.#refresher.now();
  }

  async change(changes: NotificationChanges): Promise<void> {
    this.#unsaved.value = [...this.#unsaved.peek(), changes];
    const isOver = () => {
      this.#unsaved.value = this.#unsaved.peek().filter((one) => one !== changes);
    };
    try {
      await this.#call('PATCH', changes, isOver);
    } catch (error) {
      isOver();
      throw error;
    }
  }

  dispose(): void {
    this.#follow();
    this.#refresher.stop();
  }

  async #read(): Promise<void> {
    await this.#call('GET');
    // what devices are told is in the language of the inbox
    const spoken = language.peek();
    if (this.value.peek()?.language !== spoken) await this.change({ language: spoken });
  }

  /** One after the other: of two that travel at once, the older could arrive last. */
  #call(method: 'GET' | 'PATCH', changes?: NotificationChanges, then?: () => void): Promise<void> {
    const called = this.#lastCall.then(async () => {
      const { preferences, pushKey } = await this.#api.call<NotificationsView>(method, '/me/notifications', changes);
      batch(() => {
        this.#stored.value = preferences;
        this.pushKey.value = pushKey;
        then?.();
      });
    });
    this.#lastCall = called.catch(() => undefined);
    return called;
  }
}
