import type { AuthorKind, Entry } from '#libs/contracts';
import { ENTRY_COLUMNS, type EntryColumns, entryOf } from '../sql/columns.ts';
import { type Executor, statement } from '../sql/sql.ts';

const FIRST = statement(
  'timeline_first_of_client',
  `select ${ENTRY_COLUMNS} from entry
  where session_id = $1 and author = $2 and author_id is not distinct from $3::uuid and client_id = $4`,
);

export interface ClientKey {
  sessionId: string;
  author: AuthorKind;
  authorId: string | null;
  clientId: string;
}

/** The entry that this author wrote with this clientId; null when there is none. */
export async function firstEntryOf(executor: Executor, key: ClientKey): Promise<Entry | null> {
  const [row] = await executor.rows<EntryColumns>(FIRST, [key.sessionId, key.author, key.authorId, key.clientId]);
  return row ? entryOf(row) : null;
}
