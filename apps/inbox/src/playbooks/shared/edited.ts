import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { CallFailed } from '../../api/http.ts';

const areSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The calls that a form needs. */
export interface EditedCalls<T> {
  /** Answers what is stored then. Refused (`stale_version`) where something else than `insteadOf` is stored. */
  save: (value: T, insteadOf: T) => Promise<T>;
  /** What is stored now. */
  read: () => Promise<T>;
}

/** A form that is stored whole. What two admins write at once does not overwrite each other unseen. */
export class Edited<T> {
  readonly #value;
  readonly #theirs = signal<T | null>(null);
  readonly #calls: EditedCalls<T>;
  /** What is stored as far as the admin has seen it. */
  readonly #base;
  /** Whether something typed here is stored nowhere. */
  readonly dirty = computed(() => !areSame(this.#value.value, this.#base.value));

  constructor(stored: T, calls: EditedCalls<T>) {
    this.#base = signal(stored);
    this.#value = signal(stored);
    this.#calls = calls;
  }

  get value(): ReadonlySignal<T> {
    return this.#value;
  }

  /** What somebody else stored, while the admin has to decide. */
  get theirs(): ReadonlySignal<T | null> {
    return this.#theirs;
  }

  set(part: Partial<T>): void {
    this.#value.value = { ...this.#value.peek(), ...part };
  }

  /** What is stored was read: a form that nobody touched follows. */
  arrived(stored: T): void {
    if (this.dirty.peek()) return;
    this.#base.value = stored;
    this.#value.value = stored;
  }

  /**
   * What is typed while it is saved stays. False where somebody else saved before.
   *
   * @throws CallFailed for any other refusal
   */
  async save(): Promise<boolean> {
    const sent = this.#value.peek();
    try {
      const stored = await this.#calls.save(sent, this.#base.peek());
      this.#base.value = stored;
      if (this.#value.peek() === sent) this.#value.value = stored;
      return true;
    } catch (error) {
      if (!(error instanceof CallFailed) || error.code !== 'stale_version') throw error;
      this.#theirs.value = await this.#calls.read();
      return false;
    }
  }

  takeTheirs(): void {
    const theirs = this.#decided();
    if (theirs !== null) this.#value.value = theirs;
  }

  /** What is typed here goes over what somebody else saved. */
  async keepMine(): Promise<boolean> {
    return this.#decided() !== null && this.save();
  }

  #decided(): T | null {
    const theirs = this.#theirs.peek();
    if (theirs !== null) this.#base.value = theirs;
    this.#theirs.value = null;
    return theirs;
  }
}
