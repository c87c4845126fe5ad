import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Inject, Injectable } from '@nestjs/common';
import { type FileView, Refusal } from '#libs/contracts';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { FILE_STORE, type FileStore } from './file-store.ts';
import { mediaTypeOf, safeName } from './file-types.ts';
import type { Upload } from './upload.ts';

/** What visitors and agents upload: rows in the database, bytes in the file store. */
@Injectable()
export class FilesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(FILE_STORE) private readonly store: FileStore,
  ) {}

  /**
   * Keeps what came in for the session; of what is refused nothing remains.
   * Refusals: `file_type_not_allowed`, `too_many_files`, `not_found` where the session was closed meanwhile.
   * @param agentId who uploaded it; null: the visitor
   */
  async keep(sessionId: string, agentId: string | null, { id, originalname, bytes }: Upload): Promise<FileView> {
    try {
      const mediaType = await mediaTypeOf(await buffer(await this.store.read(id)), originalname);
      if (mediaType === null) throw new Refusal('file_type_not_allowed');
      return await this.database.files.create({
        id,
        sessionId,
        agentId,
        name: safeName(originalname, mediaType),
        mediaType,
        bytes,
      });
    } catch (error) {
      await this.store.remove(id);
      throw error;
    }
  }

  /** Of a conversation that the agent may see. Refusal `not_found`. */
  async get(id: string, agentId: string): Promise<FileView> {
    const file = await this.database.files.get(id, agentId);
    if (!file) throw new Refusal('not_found');
    return file;
  }

  /** As the session's visitor may see it. Refusal `not_found`. */
  async shown(id: string, sessionId: string): Promise<FileView> {
    const file = await this.database.files.shown({ id, sessionId });
    if (!file) throw new Refusal('not_found');
    return file;
  }

  content(id: string): Promise<Readable> {
    return this.store.read(id);
  }

  /** The bytes of files whose rows are gone. */
  async remove(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map((id) => this.store.remove(id)));
  }
}
