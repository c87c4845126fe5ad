import { signal } from '@preact/signals';
import type { SavedView, SavedViewBody } from '#libs/contracts';
import type { Api } from '../api/api.ts';
import { newest } from '../app/newest.ts';

type Calls = Pick<Api, 'savedViews' | 'createView' | 'changeView' | 'removeView'>;

/** The agent's saved views, by name. */
export class SavedViewsStore {
  readonly views = signal<readonly SavedView[]>([]);
  readonly read: () => Promise<void>;
  readonly #api: Calls;

  constructor(api: Calls) {
    this.#api = api;
    this.read = newest(api.savedViews, (views) => {
      this.views.value = views;
    });
  }

  /** @throws CallFailed: `name_taken`, `too_many` */
  async create(view: SavedViewBody): Promise<void> {
    await this.#api.createView(view);
    await this.read();
  }

  /** @throws CallFailed: `name_taken`, `not_found` */
  async rename({ id, ...view }: SavedView, name: string): Promise<void> {
    await this.#api.changeView(id, { ...view, name });
    await this.read();
  }

  async remove({ id }: SavedView): Promise<void> {
    await this.#api.removeView(id);
    await this.read();
  }
}
