import type { Readable } from 'node:stream';

/** Where the bytes of uploaded files lie, each under the id of its row. */
export interface FileStore {
  /** Writes what comes; answers how many bytes. Of a stream that breaks nothing is kept. */
  write(id: string, content: Readable): Promise<number>;
  /** Refusal `not_found`. */
  read(id: string): Promise<Readable>;
  /** Harmless where there is nothing. */
  remove(id: string): Promise<void>;
}

/** The file store of this gateway. */
export const FILE_STORE = Symbol('FILE_STORE');
