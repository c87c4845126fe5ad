import { computed, signal } from '@preact/signals';
import { changedFields, rebase } from './rebase.ts';

/** A field that somebody else changed as well. */
interface Conflict<T> {
  field: keyof T;
  theirs: T[keyof T];
  mine: T[keyof T];
}

/** The form of something that others may change meanwhile: what was typed stays, and where both changed a field one chooses. */
export class SharedDraft<T extends object> {
  readonly value;
  readonly conflicts = signal<readonly Conflict<T>[]>([]);
  /** For each conflict whose value it is to be: "one" is theirs. */
  readonly chosen = signal<Partial<Record<keyof T, 'one' | 'two'>>>({});
  readonly dirty = computed(() => changedFields(this.#seen.value, this.value.value).length > 0);
  readonly undecided = computed(() => this.conflicts.value.some(({ field }) => this.chosen.value[field] === undefined));
  /** What it is a change of. */
  version: number;
  readonly #seen;

  constructor(version: number, begin: T) {
    this.version = version;
    this.value = signal(begin);
    this.#seen = signal(begin);
  }

  /** What is typed into a contested field is mine, and meant. */
  set(changes: Partial<T>): void {
    this.value.value = { ...this.value.peek(), ...changes };
    const isTyped = ({ field }: Conflict<T>) => field in changes;
    if (!this.conflicts.peek().some(isTyped)) return;
    this.conflicts.value = this.conflicts
      .peek()
      .map((one) => (isTyped(one) ? { ...one, mine: this.value.peek()[one.field] } : one));
    const meant = Object.keys(changes).map((field) => [field, 'two']);
    this.chosen.value = { ...this.chosen.peek(), ...Object.fromEntries(meant) };
  }

  /** What somebody else has saved meanwhile: what was not touched here follows. */
  met(version: number, theirs: T): void {
    const mine = this.value.peek();
    const { draft, conflicts } = rebase(this.#seen.peek(), mine, theirs);
    this.version = version;
    this.#seen.value = theirs;
    this.value.value = draft;
    this.conflicts.value = conflicts.map((field) => ({ field, theirs: theirs[field], mine: mine[field] }));
    this.chosen.value = {};
  }

  choose(field: keyof T, side: 'one' | 'two'): void {
    const conflict = this.conflicts.peek().find((one) => one.field === field);
    if (!conflict) return;
    this.chosen.value = { ...this.chosen.peek(), [field]: side };
    this.value.value = { ...this.value.peek(), [field]: side === 'one' ? conflict.theirs : conflict.mine };
  }
}
