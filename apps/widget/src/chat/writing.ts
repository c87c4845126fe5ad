/** A message of the visitor's own that is being changed. */
export interface Editing {
  seq: number;
  /** What was being written before. */
  before: string;
}

/** What the field holds, and what it is. */
export interface Writing {
  draft: string;
  editing: Editing | null;
}

export const NOTHING_WRITTEN: Writing = { draft: '', editing: null };

/** One's own message goes into the field. */
export const edit = ({ draft, editing }: Writing, seq: number, text: string): Writing => ({
  draft: text,
  editing: { seq, before: editing?.before ?? draft },
});

/** The field holds again what it held before. */
export const editEnds = (now: Writing): Writing =>
  now.editing === null ? now : { draft: now.editing.before, editing: null };

/** The change was saved as it stood in `saved`. What was typed or turned to meanwhile stays in the field. */
export const editSaved = (now: Writing, saved: Writing): Writing =>
  now.editing === saved.editing && now.draft === saved.draft ? editEnds(now) : now;
