import { computed, signal } from '@preact/signals';
import type { FileView } from '#libs/contracts';
import { CallFailed, type FailureCode } from '../api/http.ts';
import { isPicture, MOST_BYTES, MOST_FILES } from './kinds.ts';

const FINAL: ReadonlySet<FailureCode> = new Set(['payload_too_large', 'file_type_not_allowed', 'too_many_files']);

/** Whether it lies with the file: trying again does not help. */
export const isFinal = (failure: FailureCode): boolean => FINAL.has(failure);

/** A file that is to go with the next message. */
export interface Attachment {
  readonly key: number;
  readonly file: File;
  /** Address of the picture, where it is one. */
  readonly preview: string | null;
  /** Once it is uploaded. */
  readonly stored: FileView | null;
  /** Why it could not be uploaded. */
  readonly failure: FailureCode | null;
}

/** What is attached to the next message of one conversation: uploaded at once, sent with the words. */
export class Attachments {
  readonly list = signal<readonly Attachment[]>([]);
  readonly uploading = computed(() => this.list.value.some(({ stored, failure }) => !stored && !failure));
  /** Whether one may still be sent: a reload forgets it. */
  readonly waiting = computed(() => this.list.value.some(({ failure }) => failure === null || !isFinal(failure)));
  /** Those that can be sent. */
  readonly stored = computed(() => this.list.value.flatMap(({ stored }) => stored ?? []));
  readonly #upload: (file: File) => Promise<FileView>;
  #lastKey = 0;

  constructor(upload: (file: File) => Promise<FileView>) {
    this.#upload = upload;
  }

  /** Answers false where some were left out, since one message has no room for more. */
  add(files: readonly File[]): boolean {
    const room = MOST_FILES - this.list.peek().length;
    for (const file of files.slice(0, Math.max(0, room))) {
      this.#lastKey += 1;
      const preview = isPicture(file.type) ? URL.createObjectURL(file) : null;
      const attachment = { key: this.#lastKey, file, preview, stored: null, failure: null };
      this.list.value = [...this.list.peek(), attachment];
      void this.#send(attachment);
    }
    return files.length <= room;
  }

  again(key: number): void {
    const attachment = this.list.peek().find((one) => one.key === key);
    if (!attachment?.failure) return;
    this.#change(key, { failure: null });
    void this.#send(attachment);
  }

  remove(key: number): void {
    for (const { key: one, preview } of this.list.peek()) if (one === key && preview) URL.revokeObjectURL(preview);
    this.list.value = this.list.peek().filter((one) => one.key !== key);
  }

  /** The connection is back: what found no server is uploaded anew. */
  againLost(): void {
    for (const { key, failure } of this.list.peek()) if (failure === 'network') this.again(key);
  }

  /** What was stored has gone with a message; what failed stays, to be tried again or removed. */
  sent(): void {
    for (const { key, stored } of this.list.peek()) if (stored) this.remove(key);
  }

  async #send({ key, file }: Attachment): Promise<void> {
    if (file.size > MOST_BYTES) {
      this.#change(key, { failure: 'payload_too_large' });
      return;
    }
    try {
      this.#change(key, { stored: await this.#upload(file) });
    } catch (error) {
      this.#change(key, { failure: error instanceof CallFailed ? error.code : 'network' });
    }
  }

  #change(key: number, change: Partial<Attachment>): void {
    this.list.value = this.list.peek().map((one) => (one.key === key ? { ...one, ...change } : one));
  }
}
