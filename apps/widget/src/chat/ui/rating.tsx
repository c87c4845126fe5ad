import { useRef } from 'preact/hooks';
import { ratingScale } from '../answer-look.ts';
import { useConsent } from './consent.tsx';
import type { FormProps } from './form.tsx';
import { Icon } from './icon.tsx';
import { Skip } from './skip.tsx';
import { useFormFocus } from './use-form-focus.ts';
import { useWords } from './words.ts';

/** More than these do not fit beside each other. */
const IN_ONE_LINE = 5;

/** Stars or numbers, each a button of its own. */
export function Rating({ prompt, onAnswer }: FormProps) {
  const { t } = useWords();
  const form = useRef<HTMLFieldSetElement>(null);
  const consent = useConsent(prompt);
  const { from, to, stars } = ratingScale(prompt);
  const values = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const columns = values.length > IN_ONE_LINE ? Math.ceil(values.length / 2) : values.length;
  useFormFocus(form);

  return (
    <fieldset ref={form} class="form" data-testid="foyer-rating">
      <legend class="unseen">{prompt.text}</legend>
      {consent.box}
      <div class={stars ? 'stars' : 'points'} style={{ '--columns': columns }}>
        {values.map((value) => (
          <button
            key={value}
            type="button"
            class="rate"
            data-testid="foyer-rate"
            data-value={value}
            aria-label={t('rating.value', { value, of: to })}
            onClick={(event) => {
              const given = consent.given();
              if (given) onAnswer({ text: `${value}`, ...given }, event.detail === 0);
            }}
          >
            {stars ? <Icon name="star" /> : value}
          </button>
        ))}
      </div>
      <Skip prompt={prompt} onAnswer={onAnswer} />
    </fieldset>
  );
}
