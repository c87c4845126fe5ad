import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { EntryBody } from '#libs/contracts';
import { RichText } from './rich-text.tsx';
import { useWords } from './words.ts';

export interface Consent {
  /** The box; null where none is asked for. */
  box: VNode | null;
  /** What goes with the answer. Null while the box has to be ticked first: it says so and takes the focus. */
  given: () => { consent?: true } | null;
}

/** The box that has to be ticked before the answer goes out. It stays ticked while the same card asks again. */
export function useConsent({ consent, cardId }: Partial<Pick<EntryBody<'prompt'>, 'consent' | 'cardId'>>): Consent {
  const { t } = useWords();
  const box = useRef<HTMLInputElement>(null);
  const [ticked, setTicked] = useState(false);
  const [missing, setMissing] = useState(false);

  useEffect(() => {
    setTicked(false);
    setMissing(false);
  }, [cardId]);

  if (!consent) return { box: null, given: () => ({}) };
  return {
    box: (
      <div class="consent">
        <label>
          <input
            ref={box}
            type="checkbox"
            data-testid="foyer-consent"
            required
            checked={ticked}
            aria-invalid={missing}
            onChange={(event) => {
              setTicked(event.currentTarget.checked);
              setMissing(false);
            }}
          />
          <span dir="auto">
            <RichText {...consent} />
          </span>
        </label>
        {missing && (
          <p class="failure" role="alert">
            {t('consent.missing')}
          </p>
        )}
      </div>
    ),
    given: () => {
      if (ticked) return { consent: true };
      setMissing(true);
      box.current?.focus();
      return null;
    },
  };
}
