import type { EntryView, Receipt } from '#libs/contracts';
import type { ChatState } from './state.ts';

/** What is told within this time is told together. */
const GATHER_MS = 400;

export const NO_RECEIPT: Receipt = { delivered: 0, read: 0 };

const isByAgent = (entry: EntryView): boolean =>
  !('hidden' in entry) && entry.author === 'agent' && entry.kind === 'message';

/** How far the visitor has come with what agents said; what the bot says needs no receipt. */
export function receiptOf({ timeline, session }: Pick<ChatState, 'timeline' | 'session'>): Receipt {
  const seen = session?.seenSeq ?? 0;
  return {
    delivered: timeline.entries.findLast(isByAgent)?.seq ?? 0,
    read: timeline.entries.findLast((entry) => entry.seq <= seen && isByAgent(entry))?.seq ?? 0,
  };
}

/** Tells the agents' side how far the visitor has come: gathered, and again where it got lost. */
export class ReceiptTeller {
  readonly #state: () => ChatState;
  readonly #tell: (receipt: Receipt) => Promise<boolean>;
  #sessionId: string | null = null;
  #told = NO_RECEIPT;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param tell answers false where nobody took it */
  constructor(state: () => ChatState, tell: (receipt: Receipt) => Promise<boolean>) {
    this.#state = state;
    this.#tell = tell;
  }

  /** Call with every change of the state. */
  changed(): void {
    const { session, reachable } = this.#state();
    if (session?.sessionId !== this.#sessionId) {
      this.#sessionId = session?.sessionId ?? null;
      this.#told = NO_RECEIPT;
    }
    if (!session || !reachable || this.#timer !== undefined || !this.#hasNews()) return;
    this.#timer = setTimeout(() => void this.#tellNow(), GATHER_MS);
  }

  #hasNews(): boolean {
    const { delivered, read } = receiptOf(this.#state());
    return delivered > this.#told.delivered || read > this.#told.read;
  }

  async #tellNow(): Promise<void> {
    this.#timer = undefined;
    const [sessionId, receipt] = [this.#sessionId, receiptOf(this.#state())];
    const taken = this.#hasNews() && (await this.#tell(receipt));
    if (taken && sessionId === this.#sessionId) this.#told = receipt;
  }
}
