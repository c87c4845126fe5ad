import type { Entry, EntryView } from '#libs/contracts';
import { isHidden } from '../protocol.ts';

/** The last message or note of a colleague after `since`; null where there is none. */
export function colleagueWrote(entries: readonly EntryView[], since: number, me: string): Entry | null {
  const found = entries.findLast(
    (entry) =>
      entry.seq > since &&
      !isHidden(entry) &&
      entry.author === 'agent' &&
      entry.authorId !== me &&
      (entry.kind === 'message' || entry.kind === 'note'),
  );
  return found && !isHidden(found) ? found : null;
}
