import type { EntryBody, InputKind } from '#libs/contracts';

type Prompt = EntryBody<'prompt'>;

/** Asked for under the prompt, by buttons; everything else is typed into the field below. */
export type FormKind = Extract<InputKind, 'rating' | 'file'>;
export type LineKind = Exclude<InputKind, FormKind>;

export const isForm = (input: InputKind | undefined): input is FormKind => input === 'rating' || input === 'file';

/** The prompt as far as a first act can answer it: a file belongs to a session, which the visitor's words begin. */
export const asFirst = (prompt: Prompt): Prompt => (prompt.input === 'file' ? { ...prompt, input: undefined } : prompt);

/** What was typed as an amount, with the prompt's currency where none was named: "1200" → "1200 EUR". */
export const amount = (typed: string, currency: string | undefined): string =>
  currency && /^[\d\s.,'’-]+$/.test(typed) ? `${typed} ${currency}` : typed;
