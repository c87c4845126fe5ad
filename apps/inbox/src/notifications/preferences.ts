import { effect, signal } from '@preact/signals';
import type { NotificationPreferences, NotificationsView } from '#libs/contracts';
import type { Api } from '../api/api.ts';
import { Refresher } from '../app/refresher.ts';
import { language } from '../i18n/index.ts';

/** How the agent wishes to be told: shown at once, stored in the order of the changes. */
export class PreferencesStore {
  readonly value = signal<NotificationPreferences | null>(null);
  /** For subscribing to push; undefined until it is known, null where push is not set up. */
  readonly pushKey = signal<string | null | undefined>(undefined);
  readonly #api: Api;
  readonly #refresher = new Refresher(() => this.#read(), 100);
  /** What was changed here and is not stored yet. */
  #unsaved: Partial<NotificationPreferences> = {};
  #saving: Promise<void> = Promise.resolve();
  readonly #follow: () => void;

  constructor(api: Api) {
    this.#api = api;
    this.#refresher.start();
    this.#follow = effect(() => {
      if (language.value !== this.value.peek()?.language) this.#refresher.now();
    });
  }

  refresh(): void {
    this.#refresher.now();
  }

  /** Taken back where the server refuses it. */
  set(changes: Partial<NotificationPreferences>): Promise<void> {
    const before = this.value.peek();
    if (!before) return Promise.resolve();
    this.#unsaved = { ...this.#unsaved, ...changes };
    this.value.value = { ...before, ...changes };
    // one after the other: of two that travel at once, the older could arrive last
    const saved = this.#saving.then(() => this.#save());
    this.#saving = saved.catch(() => undefined);
    return saved;
  }

  dispose(): void {
    this.#follow();
    this.#refresher.stop();
  }

  async #save(): Promise<void> {
    const sent = this.#unsaved;
    const preferences = this.value.peek();
    if (!preferences || Object.keys(sent).length === 0) return;
    try {
      const view = await this.#put({ ...preferences, ...sent });
      const later = Object.entries(this.#unsaved).filter(([key, value]) => sent[key as keyof typeof sent] !== value);
      this.#unsaved = Object.fromEntries(later);
      this.#arrived(view);
    } catch (error) {
      this.#unsaved = {};
      this.#refresher.now();
      throw error;
    }
  }

  async #read(): Promise<void> {
    this.#arrived(await this.#api.call<NotificationsView>('GET', '/me/notifications'));
    // what devices are told is in the language of the inbox
    const preferences = this.value.peek();
    const spoken = language.peek();
    if (preferences && preferences.language !== spoken) await this.set({ language: spoken });
  }

  #put = (preferences: NotificationPreferences): Promise<NotificationsView> =>
    this.#api.call('PUT', '/me/notifications', preferences);

  #arrived({ preferences, pushKey }: NotificationsView): void {
    this.value.value = { ...preferences, ...this.#unsaved };
    this.pushKey.value = pushKey;
  }
}
