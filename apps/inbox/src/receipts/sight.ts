import { signal } from '@preact/signals';
import type { EntryView, Receipt, Receipts } from '#libs/contracts';
import { isHidden } from '../protocol.ts';

/** What is told within this time is told together. */
const GATHER_MS = 400;

const NOTHING: Receipt = { delivered: 0, read: 0 };

const farther = (a: Receipt, b: Receipt): Receipt => ({
  delivered: Math.max(a.delivered, b.delivered),
  read: Math.max(a.read, b.read),
});

/** How far the agent and the visitor have come with one conversation: what was in sight here, and there. */
export class Sight {
  /** How far the visitor has come. */
  readonly theirs = signal(NOTHING);
  /** The line "new" stands after this seq: what follows came while nobody looked. Null: nothing did. */
  readonly mark = signal<number | null>(null);
  /** The last seq that was in sight, here or on another screen. */
  readonly read = signal(0);
  readonly #tell: (seen: Receipt) => Promise<boolean>;
  readonly #me: string;
  /** The last seq that others wrote, as far as it came here. */
  #others = 0;
  #told = NOTHING;
  #looksAnew = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param me the agent's id
   * @param tell answers false where nobody took it: it is told again with the next
   */
  constructor(me: string, tell: (seen: Receipt) => Promise<boolean>) {
    this.#me = me;
    this.#tell = tell;
  }

  get #read(): number {
    return this.read.peek();
  }

  /** What the server knows, read together with `entries`. */
  arrived(entries: readonly EntryView[], receipts: Receipts): void {
    this.read.value = Math.max(this.#read, receipts.readSeq);
    this.visitorCame(receipts.theirs);
    this.came(entries);
    if (!this.#looksAnew) return;
    this.#looksAnew = false;
    this.mark.value = this.#read > 0 && this.#others > this.#read ? this.#read : null;
  }

  /** Entries, by themselves or read. */
  came(entries: readonly EntryView[]): void {
    for (const entry of entries)
      if (!isHidden(entry) && entry.authorId !== this.#me) this.#others = Math.max(this.#others, entry.seq);
    this.#tellLater();
  }

  visitorCame(theirs: Receipt): void {
    this.theirs.value = farther(this.theirs.peek(), theirs);
  }

  /** The agent turns to the conversation: what came meanwhile stands below a line. */
  looks(): void {
    this.mark.value = this.#read > 0 && this.#others > this.#read ? this.#read : null;
    this.#looksAnew = true;
  }

  /** Everything up to this seq is before the agent's eyes. */
  inSight(seq: number): void {
    if (seq <= this.#read) return;
    this.read.value = seq;
    this.#looksAnew = false;
    this.#tellLater();
  }

  /** Whoever writes has seen what stands above. */
  writes(): void {
    this.mark.value = null;
  }

  /** The conversation leaves the view: what is not told yet is told now. */
  leaves(): void {
    clearTimeout(this.#timer);
    void this.#tellNow();
  }

  #tellLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#tellNow(), GATHER_MS);
  }

  async #tellNow(): Promise<void> {
    const seen = { delivered: this.#others, read: Math.min(this.#read, this.#others) };
    if (seen.delivered <= this.#told.delivered && seen.read <= this.#told.read) return;
    if (await this.#tell(seen).catch(() => false)) this.#told = farther(this.#told, seen);
  }
}
