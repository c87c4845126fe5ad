import type { Readable } from 'node:stream';
import type { MulterModuleOptions } from '@nestjs/platform-express';
import { LIMITS, newId } from '#libs/contracts';
import type { FileStore } from './file-store.ts';

/** A file as it came, already in the store under its new id. */
export interface Upload {
  id: string;
  /** As the sender's computer calls it. */
  originalname: string;
  bytes: number;
}

/** The incoming part of a form, before it is an `Upload`. */
interface Part {
  stream: Readable;
}
type Done = (error?: unknown, info?: Partial<Upload>) => void;

/** One file a request and nothing else, written to the store while it comes. */
export const uploadsInto = (store: FileStore): MulterModuleOptions => ({
  limits: { fileSize: LIMITS.fileBytes, files: 1, fields: 0, parts: 1, headerPairs: 20 },
  defParamCharset: 'utf8',
  storage: {
    _handleFile(_request: unknown, { stream }: Part, done: Done) {
      const id = newId();
      store.write(id, stream).then((bytes) => done(null, { id, bytes }), done);
    },
    _removeFile(_request: unknown, { id }: Upload, done: Done) {
      store.remove(id).then(() => done(null), done);
    },
  },
});
