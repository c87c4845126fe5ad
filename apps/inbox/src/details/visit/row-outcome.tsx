import type { ConversationView } from '#libs/contracts';
import { closingWords } from '../closing.ts';
import { Stars } from './outcome.tsx';

/** How a closed conversation ended, in its row. */
export function RowOutcome({ conversation: { closing, rating } }: { conversation: ConversationView }) {
  if (closing === null && rating === null) return null;
  return (
    <span data-testid="row-outcome">
      {closing && closingWords(closing)}
      {rating !== null && <Stars score={rating} />}
    </span>
  );
}
