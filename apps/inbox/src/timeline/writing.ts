import { computed, signal } from '@preact/signals';
import type { Entry } from '#libs/contracts';
import type { Draft } from './drafts.ts';
import type { OutboxKind } from './outbox.ts';

/** A message of one's own that is being changed. Each key makes a new one. */
interface Editing {
  readonly seq: number;
  readonly text: string;
  /** What stands there. */
  readonly before: string;
  /** What was being written before. */
  readonly back: OutboxKind;
}

/**
 * What an agent writes in one conversation. A message, a note and the change of a message have words of their own: what
 * was meant for colleagues never becomes what the visitor reads, whatever happens to the conversation meanwhile.
 */
export class Writing {
  readonly kind = signal<OutboxKind>('message');
  readonly editing = signal<Editing | null>(null);
  /** What the field holds. */
  readonly text = computed(() => this.editing.value?.text ?? this.#begun[this.kind.value].value);
  /** Whether one's own message was changed and not saved: it is no draft, and goes with the page. */
  readonly isChanged = computed(() => {
    const editing = this.editing.value;
    return editing !== null && editing.text !== editing.before;
  });
  /** The last seq when the agent began the message. */
  beganAt = 0;
  /** What a colleague wrote since, once the agent was asked whether to send all the same. */
  readonly asked = signal<Entry | null>(null);
  /** Whom the note names: names by id. */
  readonly named = new Map<string, string>();
  readonly #begun = { message: signal(''), note: signal('') };
  readonly #lastSeq: () => number;
  #saving: Editing | null = null;

  /** @param begun what was begun before the page was loaded */
  constructor(lastSeq: () => number, begun: Draft | null) {
    this.#lastSeq = lastSeq;
    if (begun === null) return;
    this.kind.value = begun.kind;
    this.#begun.message.value = begun.message;
    this.#begun.note.value = begun.note;
    this.beganAt = begun.beganAt;
    for (const [id, name] of begun.named) this.named.set(id, name);
  }

  /** What outlives the page; a message that is being changed does not. */
  draft(): Draft | null {
    const [message, note] = [this.#begun.message.value, this.#begun.note.value];
    const kind = this.editing.value?.back ?? this.kind.value;
    if (message === '' && note === '') return null;
    return { kind, message, note, beganAt: this.beganAt, named: [...this.named] };
  }

  isBegun(): boolean {
    return this.editing.peek() !== null || Object.values(this.#begun).some((text) => text.peek() !== '');
  }

  /** Whether something of this kind was begun that the field does not show now. */
  waits(kind: OutboxKind): boolean {
    return this.kind.value !== kind && this.#begun[kind].value !== '';
  }

  /** What the field holds now. */
  wrote(text: string): void {
    const editing = this.editing.peek();
    if (editing) {
      this.editing.value = { ...editing, text };
      return;
    }
    const kind = this.kind.peek();
    if (kind === 'message') {
      if (this.#begun.message.peek() === '') this.beganAt = this.#lastSeq();
      if (text === '') this.asked.value = null;
    }
    this.#begun[kind].value = text;
  }

  /** Another tab wrote or sent: where this one holds the same words, it follows, so that nobody sends them twice. */
  follow(before: Draft | null, now: Draft | null): void {
    for (const kind of ['message', 'note'] as const) {
      const begun = this.#begun[kind];
      if (begun.peek() !== (before?.[kind] ?? '')) continue;
      begun.value = now?.[kind] ?? '';
      if (kind === 'note') for (const [id, name] of now?.named ?? []) this.named.set(id, name);
      else {
        this.beganAt = now?.beganAt ?? this.beganAt;
        if (begun.peek() === '') this.asked.value = null;
      }
    }
  }

  /** From the message to the note or back: the field holds what was begun there. */
  turn(kind: OutboxKind): void {
    if (this.editing.peek() && kind === 'message') return;
    this.editing.value = null;
    this.kind.value = kind;
  }

  /** One's own message goes into the field. */
  edit(seq: number, text: string): void {
    this.editing.value = { seq, text, before: text, back: this.editing.peek()?.back ?? this.kind.peek() };
    this.kind.value = 'message';
  }

  /** The field holds again what it held before. */
  editEnds(): void {
    const editing = this.editing.peek();
    if (editing === null) return;
    this.editing.value = null;
    this.kind.value = editing.back;
  }

  /** Saves the message that is being changed, once. What was typed or turned to meanwhile stays in the field. */
  async saveEdit(save: (seq: number, text: string) => Promise<void>): Promise<void> {
    const editing = this.editing.peek();
    if (editing === null || this.#saving === editing) return;
    this.#saving = editing;
    try {
      await save(editing.seq, editing.text.trim());
      if (this.editing.peek() === editing) this.editEnds();
    } finally {
      if (this.#saving === editing) this.#saving = null;
    }
  }

  /** Nothing that was begun is wanted any more. */
  discard(): void {
    this.editEnds();
    this.named.clear();
    for (const text of Object.values(this.#begun)) text.value = '';
  }

  /** What the field held has gone. */
  sent(): void {
    if (this.kind.peek() === 'note') this.named.clear();
    this.wrote('');
  }
}
