import { type FileView, Refusal } from '#libs/contracts';
import { maySee } from '../sessions/rights.ts';
import { type Executor, statement } from '../sql/sql.ts';

/** Under the session's lock: an erasure meanwhile finds the row, or this finds the erasure. */
const CREATE = statement(
  'file_create',
  `
with owner as (
  select id from session where id = $2 and phase <> 'closed' and erased_at is null for no key update
)
insert into file (id, session_id, name, media_type, bytes) select $1, id, $3, $4, $5 from owner returning id`,
);

const FIND = statement(
  'file_find',
  `select id, name, media_type as "mediaType", bytes from file where id = $1 and session_id = $2`,
);

const GET = statement(
  'file_get',
  `select f.id, name, media_type as "mediaType", bytes from file f join session s on s.id = f.session_id
  where f.id = $1 and ${maySee('$2::uuid')}`,
);

/** What visitors uploaded. The bytes lie elsewhere, under the file's id. */
export const filesRepository = (executor: Executor) => ({
  /** Notes an upload. Refusal `not_found` where the session is closed, erased or unknown. */
  async create(input: FileView & { sessionId: string }): Promise<FileView> {
    const { id, sessionId, name, mediaType, bytes } = input;
    const [row] = await executor.rows(CREATE, [id, sessionId, name, mediaType, bytes]);
    if (!row) throw new Refusal('not_found');
    return { id, name, mediaType, bytes };
  },

  /** Null unless the session has this file. */
  async find({ id, sessionId }: { id: string; sessionId: string }): Promise<FileView | null> {
    const [row] = await executor.rows<FileView>(FIND, [id, sessionId]);
    return row ?? null;
  },

  /** Of any session that the agent may see; null where there is none. */
  async get(id: string, seenBy: string): Promise<FileView | null> {
    const [row] = await executor.rows<FileView>(GET, [id, seenBy]);
    return row ?? null;
  },
});
export type FilesRepository = ReturnType<typeof filesRepository>;
