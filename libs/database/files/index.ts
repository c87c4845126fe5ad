import { type FileView, LIMITS, Refusal } from '#libs/contracts';
import { maySee } from '../sessions/rights.ts';
import { type Executor, statement } from '../sql/sql.ts';

/** Under the session's lock: an erasure meanwhile finds the row, or this finds the erasure. */
const CREATE = statement(
  'file_create',
  `
with owner as (
  select id, (select count(*) from file where session_id = $2) < ${LIMITS.filesPerSession} as "hasRoom"
  from session where id = $2 and phase <> 'closed' and erased_at is null for no key update
), made as (
  insert into file (id, session_id, name, media_type, bytes, agent_id)
  select $1, id, $3, $4, $5, $6::uuid from owner where "hasRoom"
)
select "hasRoom" from owner`,
);

const FIND = statement(
  'file_find',
  `select id, name, media_type as "mediaType", bytes from file where id = $1 and session_id = $2`,
);

/** Those of one uploader, which are theirs to send. */
const TO_SEND = statement(
  'file_to_send',
  `select id, name, media_type as "mediaType", bytes from file
  where id = any ($1::uuid[]) and session_id = $2 and agent_id is not distinct from $3::uuid`,
);

/** What agents uploaded is shown to the visitor from when it was said. */
const SHOWN = statement(
  'file_shown',
  `select id, name, media_type as "mediaType", bytes from file f
  where id = $1 and session_id = $2 and (agent_id is null or exists (
    select from entry where session_id = $2 and kind = 'message'
      and body -> 'files' @> jsonb_build_array(jsonb_build_object('id', f.id))
  ))`,
);

const GET = statement(
  'file_get',
  `select f.id, name, media_type as "mediaType", bytes from file f join session s on s.id = f.session_id
  where f.id = $1 and ${maySee('$2::uuid')}`,
);

/** What visitors and agents uploaded. The bytes lie elsewhere, under the file's id. */
export const filesRepository = (executor: Executor) => ({
  /**
   * Notes an upload: the agent's, or the visitor's where none is named. Refusals: `not_found` where the session is
   * closed, erased or unknown; `too_many_files`.
   */
  async create(input: FileView & { sessionId: string; agentId?: string | null }): Promise<FileView> {
    const { id, sessionId, name, mediaType, bytes, agentId = null } = input;
    const values = [id, sessionId, name, mediaType, bytes, agentId];
    const [row] = await executor.rows<{ hasRoom: boolean }>(CREATE, values);
    if (!row) throw new Refusal('not_found');
    if (!row.hasRoom) throw new Refusal('too_many_files');
    return { id, name, mediaType, bytes };
  },

  /** Null unless the session has this file. */
  async find({ id, sessionId }: { id: string; sessionId: string }): Promise<FileView | null> {
    const [row] = await executor.rows<FileView>(FIND, [id, sessionId]);
    return row ?? null;
  },

  /**
   * What the agent, or the visitor where `agentId` is null, uploaded to be sent: in the order of `ids`.
   * Refusal `invalid_body` where one is not theirs.
   */
  async toSend(ids: readonly string[], sessionId: string, agentId: string | null): Promise<FileView[]> {
    const rows = await executor.rows<FileView>(TO_SEND, [ids, sessionId, agentId]);
    return ids.map((id, index) => {
      const file = rows.find((row) => row.id === id);
      if (file) return file;
      const path = `fileIds[${index}]`;
      throw new Refusal('invalid_body', { errors: [{ path, code: 'unknown_file', message: 'There is no such file' }] });
    });
  },

  /** What the session's visitor may see; null where there is none. */
  async shown({ id, sessionId }: { id: string; sessionId: string }): Promise<FileView | null> {
    const [row] = await executor.rows<FileView>(SHOWN, [id, sessionId]);
    return row ?? null;
  },

  /** Of any session that the agent may see; null where there is none. */
  async get(id: string, seenBy: string): Promise<FileView | null> {
    const [row] = await executor.rows<FileView>(GET, [id, seenBy]);
    return row ?? null;
  },
});
export type FilesRepository = ReturnType<typeof filesRepository>;
