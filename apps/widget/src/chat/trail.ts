import { pageUrl } from '../page.ts';
import type { Link } from './link.ts';

/** Where the page tells that its address has changed without a new page; older browsers tell of steps back only. */
const NEWS: readonly [target: () => EventTarget | undefined, event: string][] = [
  [() => (window as { navigation?: EventTarget }).navigation, 'currententrychange'],
  [() => window, 'popstate'],
];

/** Tells the session which pages the visitor comes by. What of an address is kept, the server decides. */
export class Trail {
  readonly #link: () => Link | null;
  #told: string | undefined;

  constructor(link: () => Link | null) {
    this.#link = link;
  }

  begin(): void {
    for (const [target, event] of NEWS) target()?.addEventListener(event, () => this.tell());
  }

  /** Another session, or the same one after a cut: the page is told again; the server knows a repeat. */
  tellAnew(): void {
    this.#told = undefined;
    this.tell();
  }

  /** Tells the page where the visitor is, once. It is a hint: what is lost is not sent again. */
  tell(): void {
    const url = pageUrl();
    const link = this.#link();
    if (!url || url === this.#told || !link?.connected) return;
    this.#told = url;
    void link.request('page:seen', { url });
  }
}
