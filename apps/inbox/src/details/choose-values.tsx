import { useId } from 'preact/hooks';
import { t } from '../i18n/index.ts';

export interface Contest<F extends string> {
  field: F;
  label: string;
  one: string;
  two: string;
}

interface Props<F extends string> {
  contests: readonly Contest<F>[];
  /** Whose the values are. */
  names: { one: string; two: string };
  chosen: Partial<Record<F, 'one' | 'two'>>;
  onChoose: (field: F, side: 'one' | 'two') => void;
}

/** Two values for each field, of which one has to be chosen. */
export function ChooseValues<F extends string>({ contests, names, chosen, onChoose }: Props<F>) {
  const group = useId();
  return (
    <div class="contests">
      {contests.map(({ field, label, ...values }) => (
        <fieldset key={field} class="contest" data-testid="contest" data-field={field}>
          <legend>{label}</legend>
          {(['one', 'two'] as const).map((side) => (
            <label key={side} class="contest-side">
              <input
                type="radio"
                name={`${group} ${field}`}
                checked={chosen[field] === side}
                data-testid={`contest-${side}`}
                onChange={() => onChoose(field, side)}
              />
              <span>
                <span class="muted">{names[side]}</span>
                <span dir="auto">{values[side] || t('staleEmpty')}</span>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  );
}
