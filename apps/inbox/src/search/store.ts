import { signal } from '@preact/signals';
import type { Filters, SearchHit } from '#libs/contracts';
import type { Api } from '../api/api.ts';
import { Refresher } from '../app/refresher.ts';
import { filtersText, NO_FILTERS } from '../filters/filters.ts';

/** Who types a word is asked for once. */
const TYPING_MS = 180;

/** What is looked for in all conversations, and what was found. */
export class SearchStore {
  /** Stays here: an address is kept by browsers and proxies, and people look for people. */
  readonly text = signal('');
  /** Null: not looked for yet. */
  readonly hits = signal<readonly SearchHit[] | null>(null);
  readonly hasMore = signal(false);
  #filters = NO_FILTERS;
  #next: string | null = null;
  #wantsMore = false;
  #isOpen = false;
  readonly #api: Api;
  readonly #refresher = new Refresher(() => this.#read(), TYPING_MS);

  constructor(api: Api) {
    this.#api = api;
  }

  /** Where the agent looks at results; otherwise nothing is read. */
  open(filters: Filters): void {
    const same = filtersText(filters) === filtersText(this.#filters);
    if (same && this.#isOpen) return;
    this.#isOpen = true;
    this.#filters = filters;
    if (!same) this.hits.value = null;
    this.#endsHere();
    this.#refresher.start();
  }

  close(): void {
    this.#isOpen = false;
    this.#refresher.stop();
  }

  type(text: string): void {
    this.text.value = text;
    this.#endsHere();
    this.#refresher.soon();
  }

  /** Conversations changed: results that are shown are looked for again, unless the agent has gone on in them. */
  changed(sessionIds: readonly string[]): void {
    const shown = this.hits.peek() ?? [];
    if (this.#wantsMore || !shown.some(({ conversation }) => sessionIds.includes(conversation.id))) return;
    this.#refresher.soon();
  }

  /** The end of what was found is in sight. */
  more(): void {
    if (this.#next === null || this.#wantsMore) return;
    this.#wantsMore = true;
    this.#refresher.now();
  }

  /** What was found for something else has no next page of this. */
  #endsHere(): void {
    this.#next = null;
    this.#wantsMore = false;
    this.hasMore.value = false;
  }

  async #read(): Promise<void> {
    const [text, filters] = [this.text.peek().trim(), this.#filters];
    const after = this.#wantsMore ? this.#next : null;
    const { hits, next } = await this.#api.search({ text, filters, ...(after !== null && { after }) });
    // something else is looked for by now
    if (text !== this.text.peek().trim() || filters !== this.#filters) return;
    const before = after === null ? [] : (this.hits.peek() ?? []);
    const known = new Set(before.map(({ conversation }) => conversation.id));
    this.hits.value = [...before, ...hits.filter(({ conversation }) => !known.has(conversation.id))];
    this.#next = next;
    this.#wantsMore = false;
    this.hasMore.value = next !== null;
  }
}
