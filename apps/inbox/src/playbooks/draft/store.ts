import { computed, signal } from '@preact/signals';
import type { PlaybookDraft, PlaybookPublished, ProblemItem, TestOutcome, Validation } from '#libs/contracts';
import { CallFailed } from '../../api/http.ts';

/** What a draft's text is, as JSON. */
export type Parsed = { ok: true; definition: Record<string, unknown> } | { ok: false; reason: string };

export function parseDefinition(text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ok: true, definition: value as Record<string, unknown> }
      : { ok: false, reason: 'not an object' };
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
}

export const written = (definition: unknown): string => JSON.stringify(definition, null, 2);

/** The calls that a draft needs. */
export interface DraftCalls {
  read(): Promise<PlaybookDraft>;
  save(revision: number, definition: Record<string, unknown>): Promise<PlaybookDraft>;
  addLiveChat(revision: number): Promise<PlaybookDraft>;
  publish(revision: number, note: string): Promise<PlaybookPublished>;
  validate(definition: Record<string, unknown>): Promise<Validation>;
}

/** After the last key, before what was typed is checked. */
const CHECK_AFTER_MS = 900;

/** The draft of one playbook: its text as typed here, what lies at the server, and what is wrong with it. */
export class DraftStore {
  readonly text = signal('');
  readonly problems = signal<readonly ProblemItem[]>([]);
  /** Null: not run, since the draft has problems or was not checked yet. */
  readonly tests = signal<readonly TestOutcome[] | null>(null);
  readonly ready = signal(false);
  readonly busy = signal(false);
  /** Somebody else saved another draft: the author decides. */
  readonly conflict = signal<PlaybookDraft | null>(null);
  /** Of what lies at the server. */
  readonly savedBy = signal<{ at: string | null; by: string | null }>({ at: null, by: null });
  readonly parsed = computed(() => parseDefinition(this.text.value));
  readonly dirty = computed(() => this.ready.value && this.text.value !== this.#saved.value);
  readonly #saved = signal('');
  readonly #calls: DraftCalls;
  #revision = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #checked = '';

  constructor(calls: DraftCalls) {
    this.#calls = calls;
  }

  /**
   * Reads the draft; what was typed and not saved stays.
   *
   * @throws CallFailed
   */
  async load(): Promise<void> {
    const draft = await this.#calls.read();
    // one that was asked for before a save may be answered after it
    if (!this.dirty.peek() && draft.revision >= this.#revision) this.#take(draft);
    this.ready.value = true;
    this.#checkSoon(0);
  }

  type(text: string): void {
    if (text === this.text.peek()) return;
    this.text.value = text;
    this.#checkSoon(CHECK_AFTER_MS);
  }

  /**
   * Saves what was typed. False when it was not saved: it is no JSON, or somebody else saved before.
   *
   * @throws CallFailed for any other refusal
   */
  async save(): Promise<boolean> {
    const text = this.text.peek();
    const parsed = parseDefinition(text);
    if (!parsed.ok || this.busy.peek()) return false;
    return this.#busily(async () => {
      const draft = await this.#calls.save(this.#revision, parsed.definition);
      this.#saved.value = text;
      this.#hear(draft);
    });
  }

  /** The own text goes over what somebody else saved. */
  async keepMine(): Promise<boolean> {
    const theirs = this.conflict.peek();
    if (theirs === null) return false;
    this.#revision = theirs.revision;
    this.conflict.value = null;
    return this.save();
  }

  takeTheirs(): void {
    const theirs = this.conflict.peek();
    if (theirs === null) return;
    this.conflict.value = null;
    this.#take(theirs);
    this.#checkSoon(0);
  }

  /**
   * Saves, and adds live chat to what was saved. False as for `save`.
   *
   * @throws CallFailed e.g. `invalid_playbook`, whose problems are then shown
   */
  async addLiveChat(): Promise<boolean> {
    if (this.dirty.peek() && !(await this.save())) return false;
    return this.#busily(async () => {
      const text = this.text.peek();
      this.#follow(await this.#calls.addLiveChat(this.#revision), text);
      this.#checkSoon(0);
    });
  }

  /**
   * Saves, and publishes what was saved. Null when it was not saved.
   *
   * @throws CallFailed e.g. `invalid_playbook`, whose problems are then shown
   */
  async publish(note: string): Promise<PlaybookPublished | null> {
    if (this.dirty.peek() && !(await this.save())) return null;
    let published: PlaybookPublished | null = null;
    await this.#busily(async () => {
      const text = this.text.peek();
      published = await this.#calls.publish(this.#revision, note);
      this.#follow(await this.#calls.read(), text);
    });
    return published;
  }

  #take(draft: PlaybookDraft): void {
    const text = written(draft.definition);
    this.text.value = text;
    this.#saved.value = text;
    this.#hear(draft);
  }

  /** What the server made of `text`. What was typed meanwhile stays: the author decides. */
  #follow(draft: PlaybookDraft, text: string): void {
    if (this.text.peek() === text) this.#take(draft);
    else this.conflict.value = draft;
  }

  #hear({ revision, problems, updatedAt, updatedBy }: PlaybookDraft): void {
    this.#revision = revision;
    this.#checked = '';
    this.problems.value = problems;
    if (problems.length > 0) this.tests.value = null;
    this.savedBy.value = { at: updatedAt, by: updatedBy };
  }

  async #busily(act: () => Promise<void>): Promise<boolean> {
    this.busy.value = true;
    try {
      await act();
      return true;
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      if (error.code !== 'stale_version') {
        if (error.errors.length > 0) this.problems.value = error.errors;
        throw error;
      }
      this.conflict.value = await this.#calls.read();
      return false;
    } finally {
      this.busy.value = false;
    }
  }

  #checkSoon(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), delayMs);
  }

  /** A check that fails is no news: the next key or the next save leads to another. */
  async #check(): Promise<void> {
    const text = this.text.peek();
    const parsed = this.parsed.peek();
    if (!parsed.ok || text === this.#checked) return;
    try {
      const { problems, tests } = await this.#calls.validate(parsed.definition);
      if (text !== this.text.peek()) return;
      this.#checked = text;
      this.problems.value = problems;
      this.tests.value = problems.length > 0 ? null : tests;
    } catch {
      // nothing was learnt
    }
  }
}
