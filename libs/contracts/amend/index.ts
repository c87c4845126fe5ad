import type { EntryView } from '../timeline.ts';

/**
 * Applies what an entry says of an earlier message: edited or deleted. Clients call it with each entry in order of seq;
 * a message that was read later than it was changed is as it should be already.
 * @param entries the timeline without gaps, the entry with seq n at index n - 1; changed in place
 */
export function amend(entries: EntryView[], by: EntryView): void {
  if ('hidden' in by || (by.kind !== 'edited' && by.kind !== 'deleted')) return;
  const index = by.body.messageSeq - 1;
  const message = entries[index];
  if (!message || 'hidden' in message || message.kind !== 'message') return;
  const body = message.body;
  if (by.kind === 'deleted') entries[index] = { ...message, body: { text: '', deleted: true } };
  else if (!body.deleted)
    entries[index] = { ...message, body: { ...body, text: by.body.text ?? body.text, edited: true } };
}
