import type { Entry } from '#libs/contracts';

/** What one watched session's sockets were told so far. Pure bookkeeping: no sockets, no database. */
export class Watched {
  /** All entries up to this seq were told to the room. */
  told: number;
  /** The last of the prompts among them, which the visitor answers next. */
  lastPrompt: Entry | null = null;

  constructor(told: number) {
    this.told = told;
  }

  /**
   * Of these entries, in their order, those that follow without a gap on what was told; they count as told now.
   * `gap` is true when some remain that cannot be told yet, because entries before them are missing.
   */
  take(entries: readonly Entry[]): { tell: Entry[]; gap: boolean } {
    const tell: Entry[] = [];
    for (const entry of entries) {
      if (entry.seq <= this.told) continue;
      if (entry.seq > this.told + 1) return { tell, gap: true };
      this.told = entry.seq;
      if (entry.kind === 'prompt') this.lastPrompt = entry;
      tell.push(entry);
    }
    return { tell, gap: false };
  }
}
