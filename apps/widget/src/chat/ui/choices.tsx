import { useWords } from './words.ts';

export interface ChoicesProps {
  choices: { id: string; text: string }[];
  onChoose: (choice: { id: string; text: string }, byKeyboard: boolean) => void;
}

export function Choices({ choices, onChoose }: ChoicesProps) {
  const { t } = useWords();
  return (
    <fieldset class="choices">
      <legend class="unseen">{t('timeline.choices')}</legend>
      {choices.map((choice) => (
        <button
          key={choice.id}
          type="button"
          class="choice"
          data-testid="foyer-choice"
          data-choice-id={choice.id}
          dir="auto"
          onClick={(event) => onChoose(choice, event.detail === 0)}
        >
          {choice.text}
        </button>
      ))}
    </fieldset>
  );
}
