import type { EntryBody } from '#libs/contracts';
import type { GivenAnswer } from '../outbox.ts';
import { useWords } from './words.ts';

export interface SkipProps {
  prompt: Pick<EntryBody<'prompt'>, 'skippable' | 'skipText'>;
  onAnswer: (answer: GivenAnswer, byKeyboard: boolean) => void;
}

/** The way past a prompt that may be skipped. */
export function Skip({ prompt, onAnswer }: SkipProps) {
  const { t } = useWords();
  if (!prompt.skippable) return null;
  const text = prompt.skipText ?? t('composer.skip');
  return (
    <button
      type="button"
      class="skip"
      data-testid="foyer-skip"
      dir="auto"
      onClick={(event) => onAnswer({ text, skipped: true }, event.detail === 0)}
    >
      {text}
    </button>
  );
}
