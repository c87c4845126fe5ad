import { signal } from '@preact/signals';
import type { CommandDone, ConversationView } from '#libs/contracts';
import type { Api } from '../api/api.ts';
import { Refresher } from '../app/refresher.ts';

/** Offers are short: change hints lead to a read almost at once. */
const GATHER_MS = 50;

/** What is offered to the signed-in agent. */
export class OffersStore {
  /** The most urgent first. */
  readonly offers = signal<readonly ConversationView[]>([]);
  readonly #api: Api;
  readonly #refresher = new Refresher(() => this.#read(), GATHER_MS);

  constructor(api: Api) {
    this.#api = api;
  }

  start(): void {
    this.#refresher.start();
  }

  stop(): void {
    this.#refresher.stop();
  }

  changed(): void {
    this.#refresher.soon();
  }

  refresh(): void {
    this.#refresher.now();
  }

  /** @throws CallFailed, e.g. `offer_over` */
  accept = (offer: ConversationView): Promise<CommandDone> => this.#answer(offer, this.#api.accept);

  /** The next agent is asked. @throws CallFailed */
  decline = (offer: ConversationView): Promise<CommandDone> => this.#answer(offer, this.#api.decline);

  async #answer(
    { id, offer }: ConversationView,
    answer: (sessionId: string, no: number) => Promise<CommandDone>,
  ): Promise<CommandDone> {
    try {
      const done = await answer(id, offer?.no ?? 0);
      this.offers.value = this.offers.peek().filter((other) => other.id !== id);
      return done;
    } finally {
      this.refresh();
    }
  }

  async #read(): Promise<void> {
    this.offers.value = await this.#api.offers();
  }
}
