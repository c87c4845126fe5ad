import { signal } from '@preact/signals';
import type { CloseReason } from '#libs/contracts';
import { CallFailed } from '../../api/http.ts';

type Reasons = readonly CloseReason[];

/** A change on top of what others changed meanwhile is tried so often. */
const ATTEMPTS = 5;

/** The calls that the list needs. */
export interface ReasonsCalls {
  read: () => Promise<Reasons>;
  /** Answers the list as it is stored then. Refused (`stale_version`) where another one than `insteadOf` is stored. */
  save: (reasons: Reasons, insteadOf: Reasons) => Promise<Reasons>;
}

/** The reasons for a close. They are stored whole: each change is made to the list as it is then. */
export class ReasonsList {
  /** Null until they are read. */
  readonly reasons = signal<Reasons | null>(null);
  readonly #calls: ReasonsCalls;

  constructor(calls: ReasonsCalls) {
    this.#calls = calls;
  }

  /** @throws CallFailed */
  async read(): Promise<void> {
    this.reasons.value = await this.#calls.read();
  }

  add = (reason: CloseReason): Promise<void> => this.#change((all) => [...all, reason]);

  remove = (id: string): Promise<void> => this.#change((all) => all.filter((reason) => reason.id !== id));

  /** One place up; the first one stays. */
  moveUp = (id: string): Promise<void> =>
    this.#change((all) => {
      const at = all.findIndex((reason) => reason.id === id);
      const moved = all[at];
      return moved === undefined || at === 0 ? all : all.toSpliced(at, 1).toSpliced(at - 1, 0, moved);
    });

  async #change(change: (all: Reasons) => Reasons): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const before = this.reasons.peek();
      // nothing is known of the others: they would be gone
      if (before === null) throw new CallFailed('unavailable');
      try {
        this.reasons.value = await this.#calls.save(change(before), before);
        return;
      } catch (error) {
        if (!(error instanceof CallFailed) || error.code !== 'stale_version' || attempt === ATTEMPTS) throw error;
        await this.read();
      }
    }
  }
}
