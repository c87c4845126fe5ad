import type { Ack, Appended, Entry, EntryView } from '#libs/contracts';
import type { Connection } from '../api/connection.ts';
import { isHidden } from '../protocol.ts';
import { colleagueWrote } from './colleague.ts';
import type { OutboxItem } from './outbox.ts';

/** Sends an item; rejects where no answer came. */
export function transmit(connection: Connection, sessionId: string, item: OutboxItem): Promise<Ack<Appended>> {
  const { clientId, kind, text, files, mentions } = item;
  const named = mentions === undefined ? {} : { mentions: [...mentions] };
  if (kind === 'note') return connection.ask('note:send', { sessionId, clientId, text, ...named });
  const words = text === '' ? {} : { text };
  const fileIds = files === undefined ? {} : { fileIds: files.map(({ id }) => id) };
  return connection.ask('message:send', { sessionId, clientId, ...words, ...fileIds });
}

/**
 * What a colleague wrote since the item was written; null also where the item is stored already, or may not be read any
 * more, which sending it will tell. Rejects where no answer came.
 */
export async function overtakenBy(
  connection: Connection,
  sessionId: string,
  item: OutboxItem,
  me: string,
): Promise<Entry | null> {
  const since: EntryView[] = [];
  for (let after = item.since, last = Number.POSITIVE_INFINITY; after < last; ) {
    const answer = await connection.ask('timeline:read', { sessionId, after });
    if (!answer.ok || answer.value.entries.length === 0) break;
    const entries = answer.value.entries as EntryView[];
    since.push(...entries);
    after = entries.at(-1)?.seq ?? last;
    last = answer.value.lastSeq;
  }
  const isStored = since.some((entry) => !isHidden(entry) && entry.clientId === item.clientId);
  return isStored ? null : colleagueWrote(since, item.since, me);
}
