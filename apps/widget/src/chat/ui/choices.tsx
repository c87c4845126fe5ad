import type { EntryBody } from '#libs/contracts';
import type { GivenAnswer } from '../outbox.ts';
import { Icon } from './icon.tsx';
import { useWords } from './words.ts';

export interface ChoicesProps {
  choices: NonNullable<EntryBody<'prompt'>['choices']>;
  style: EntryBody<'prompt'>['style'];
  onAnswer: (answer: GivenAnswer, byKeyboard: boolean) => void;
}

export function Choices({ choices, style, onAnswer }: ChoicesProps) {
  const { t } = useWords();
  const list = style === 'list';
  return (
    <fieldset class={list ? 'choices list' : 'choices'}>
      <legend class="unseen">{t('timeline.choices')}</legend>
      {choices.map(({ id, text }) => (
        <button
          key={id}
          type="button"
          class="choice"
          data-testid="foyer-choice"
          data-choice-id={id}
          dir="auto"
          onClick={(event) => onAnswer({ text, choiceId: id }, event.detail === 0)}
        >
          {list ? <span>{text}</span> : text}
          {list && <Icon name="go" />}
        </button>
      ))}
    </fieldset>
  );
}
