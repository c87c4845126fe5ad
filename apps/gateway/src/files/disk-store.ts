import { createWriteStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { idSchema, Refusal } from '#libs/contracts';
import type { FileStore } from './file-store.ts';

/** Keeps files in a folder, which is made with the first one. Their names are their ids: nothing that a visitor chose. */
export class DiskStore implements FileStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async write(id: string, content: Readable): Promise<number> {
    await mkdir(this.#folder, { recursive: true });
    // readable by nobody else, and never over a file that is there
    const file = createWriteStream(this.#path(id), { flags: 'wx', mode: 0o600 });
    try {
      await pipeline(content, file);
    } catch (error) {
      await this.remove(id);
      throw error;
    }
    return file.bytesWritten;
  }

  async read(id: string): Promise<Readable> {
    try {
      return (await open(this.#path(id))).createReadStream();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Refusal('not_found');
      throw error;
    }
  }

  remove(id: string): Promise<void> {
    return rm(this.#path(id), { force: true });
  }

  /** An id leads nowhere but into the folder. */
  #path(id: string): string {
    return join(this.#folder, idSchema.parse(id));
  }
}
