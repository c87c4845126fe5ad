import type { EntryBody } from '#libs/contracts';
import type { GivenAnswer } from './outbox.ts';

/** How an answer of the visitor's is shown. */
export type AnswerLook =
  | { as: 'words' }
  | { as: 'stars'; value: number; of: number }
  /** "8 / 10": more than can be counted at a glance. */
  | { as: 'points'; value: number; of: number }
  | { as: 'date' }
  | { as: 'file' }
  | { as: 'skipped' };

const MOST_STARS = 5;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** What a rating may be: from `from` to `to`, each a button. */
export function ratingScale({ min, max }: Pick<EntryBody<'prompt'>, 'min' | 'max'>): {
  from: number;
  to: number;
  stars: boolean;
} {
  const [from, to] = [min ?? 1, max ?? MOST_STARS];
  return { from, to, stars: from === 1 && to <= MOST_STARS };
}

/** Told from the prompt that was answered, where that is known; a look of its own only where the text fits it. */
export function lookOf(
  { text, fileId, skipped }: Omit<GivenAnswer, 'skipped'> & { skipped?: boolean },
  prompt: EntryBody<'prompt'> | undefined,
): AnswerLook {
  if (skipped) return { as: 'skipped' };
  if (fileId !== undefined) return { as: 'file' };
  if (prompt?.input === 'date' && ISO_DATE.test(text)) return { as: 'date' };
  if (prompt?.input === 'rating') {
    const { from, to, stars } = ratingScale(prompt);
    const value = Number(text);
    if (Number.isInteger(value) && value >= from && value <= to)
      return { as: stars ? 'stars' : 'points', value, of: to };
  }
  return { as: 'words' };
}
