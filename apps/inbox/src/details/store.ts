import { computed, signal } from '@preact/signals';
import type { Details } from '#libs/contracts';
import { CallFailed } from '../api/http.ts';
import { type DetailField, type Draft, detailsOf, draftOf, tooLongIn, type WrongField } from './form.ts';
import { changedFields, rebase } from './rebase.ts';

const EMPTY: Details = {
  personName: null,
  email: null,
  phone: null,
  organisation: null,
  dealValue: null,
  currency: null,
  note: null,
};

/** A save on top of what others saved meanwhile is tried so often. */
const ATTEMPTS = 5;

/** A version of the details as it lies at the server. */
interface Stored {
  version: number;
  draft: Draft;
}

/** The details form of one conversation. What the agent typed is never overwritten; a save names the version it saw. */
export class DetailsForm {
  readonly draft = signal<Draft>(draftOf(EMPTY));
  readonly wrong = signal<readonly WrongField[]>([]);
  readonly saving = signal(false);
  readonly savedAt = signal<number | null>(null);
  /** Set while the agent has to decide between what others saved and the own changes. */
  readonly stale = signal<{ theirs: Stored; fields: DetailField[] } | null>(null);
  readonly #base = signal<Stored | null>(null);
  readonly #save: (version: number, details: Details) => Promise<{ version: number }>;
  readonly #readAgain: () => Promise<void>;
  #latest: Stored | null = null;

  /** `readAgain` reads the conversation and tells `arrived`. */
  constructor(
    save: (version: number, details: Details) => Promise<{ version: number }>,
    readAgain: () => Promise<void>,
  ) {
    this.#save = save;
    this.#readAgain = readAgain;
  }

  readonly ready = computed(() => this.#base.value !== null);
  readonly dirty = computed(() => {
    const base = this.#base.value;
    return base !== null && changedFields(base.draft, this.draft.value).length > 0;
  });

  readonly tooLong = computed(() => tooLongIn(this.draft.value).length > 0);

  set(field: DetailField, value: string): void {
    this.draft.value = { ...this.draft.peek(), [field]: value };
    this.wrong.value = this.wrong.peek().filter((wrong) => wrong !== field);
    this.savedAt.value = null;
  }

  /** The server's details came: untouched fields follow; where both sides changed one, the next save asks. */
  arrived(version: number, details: Details): void {
    const theirs = { version, draft: draftOf(details) };
    const base = this.#base.peek();
    if (base !== null && version <= base.version) return;
    this.#latest = theirs;
    const merged = rebase(base?.draft ?? theirs.draft, base ? this.draft.peek() : theirs.draft, theirs.draft);
    if (merged.conflicts.length > 0) return;
    this.#base.value = theirs;
    this.draft.value = merged.draft;
  }

  /**
   * Saves what was typed. Where somebody else was faster with other fields, it is saved on top of theirs. False when it
   * was not saved since a field is wrong or too long, or both changed the same one; the form then shows which.
   *
   * @throws CallFailed for any other refusal
   */
  async save(): Promise<boolean> {
    if (this.#base.peek() === null || this.saving.peek() || this.tooLong.peek()) return false;
    this.saving.value = true;
    try {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const sent = this.draft.peek();
        const typed = detailsOf(sent);
        if ('wrong' in typed) {
          this.wrong.value = typed.wrong;
          return false;
        }
        if (await this.#saveOnce(sent, typed.details)) return true;
        if (this.stale.peek() !== null) return false;
      }
      throw new CallFailed('stale_version');
    } finally {
      this.saving.value = false;
    }
  }

  /** The agent has chosen: `theirs` are the fields that stay as the others saved them, in all others mine win. */
  async resolve(theirs: readonly DetailField[]): Promise<boolean> {
    const stale = this.stale.peek();
    const base = this.#base.peek();
    if (stale === null || base === null) return false;
    const { draft } = rebase(base.draft, this.draft.peek(), stale.theirs.draft);
    const taken = Object.fromEntries(theirs.map((field) => [field, stale.theirs.draft[field]]));
    this.draft.value = { ...draft, ...taken };
    this.#base.value = stale.theirs;
    this.stale.value = null;
    return this.dirty.peek() ? this.save() : true;
  }

  /** False when somebody else was faster; the draft is then on top of theirs, or `stale` says what is to be decided. */
  async #saveOnce(sent: Draft, details: Details): Promise<boolean> {
    const base = this.#base.peek() as Stored;
    try {
      const { version } = await this.#save(base.version, details);
      const saved = draftOf(details);
      this.#base.value = { version, draft: saved };
      // what was typed while the save was under way stays
      this.draft.value = rebase(sent, this.draft.peek(), saved).draft;
      this.stale.value = null;
      this.savedAt.value = Date.now();
      await this.#readAgain().catch(() => undefined);
      return true;
    } catch (error) {
      if (!(error instanceof CallFailed) || error.code !== 'stale_version') throw error;
      await this.#readAgain();
      this.#ask();
      return false;
    }
  }

  #ask(): void {
    const theirs = this.#latest;
    const base = this.#base.peek();
    if (theirs === null || base === null) return;
    const { conflicts } = rebase(base.draft, this.draft.peek(), theirs.draft);
    // without conflicts `arrived` has taken theirs over already
    if (conflicts.length > 0) this.stale.value = { theirs, fields: conflicts };
  }
}
