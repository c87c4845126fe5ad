import type { EntryView } from '#libs/contracts';

export interface CapturedField {
  field: string;
  value: string;
  /** What the bot had asked; null where it did not. */
  question: string | null;
}

const FILE = 'file:';

/** The fields that were captured, in the order they came first, each with its last value. */
export function capturedOf(entries: readonly EntryView[]): CapturedField[] {
  const questions = new Map<string, string>();
  const answers = new Map<string, string>();
  const fields = new Map<string, CapturedField>();
  for (const entry of entries) {
    if ('hidden' in entry) continue;
    if (entry.kind === 'prompt') questions.set(entry.body.cardId, entry.body.text);
    if (entry.kind === 'answer' && entry.body.fileId !== undefined)
      answers.set(FILE + entry.body.fileId, entry.body.text);
    if (entry.kind !== 'captured') continue;
    const { field, value, cardId } = entry.body;
    // a file is kept by its id; its name stands in the answer
    fields.set(field, { field, value: answers.get(value) ?? value, question: questions.get(cardId) ?? null });
  }
  return [...fields.values()];
}
