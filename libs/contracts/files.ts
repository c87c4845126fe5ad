import { z } from 'zod';
import { idSchema } from './ids.ts';
import { LIMITS } from './limits.ts';

/**
 * A file that a visitor or an agent uploaded (`POST /visitor/files`, `POST /conversations/:id/files`; multipart, field
 * `file`, at most 10 MB). Its type is told by its content.
 */
export const fileSchema = z
  .object({ id: idSchema, name: z.string(), mediaType: z.string(), bytes: z.number().int() })
  .meta({ id: 'File' });
export type FileView = z.infer<typeof fileSchema>;

/** The files that go with one message, in the order shown. */
export const fileIdsSchema = z.array(idSchema).min(1).max(LIMITS.filesPerMessage);
