import { useRef, useState } from 'preact/hooks';
import type { ChatClient } from '../client.ts';
import { randomKey } from '../random.ts';
import { Icon } from './icon.tsx';
import { useWords } from './words.ts';

const SCORES = [1, 2, 3, 4, 5];
const WORDS_LENGTH = 2_000;

interface Props {
  client: ChatClient;
  /** The visitor has said how it was. */
  rated: boolean;
}

/** Asks how it was: stars, and words for who likes. */
export function Csat({ client, rated }: Props) {
  const { t } = useWords();
  const [score, setScore] = useState<number | null>(null);
  const [words, setWords] = useState('');
  const [state, setState] = useState<'open' | 'busy' | 'failed' | 'done'>('open');
  // one form is one rating, however often it has to be sent
  const clientId = useRef(randomKey(32));

  if (rated || state === 'done')
    return (
      <p class="csat-thanks" role="status" data-testid="foyer-csat-thanks">
        {t('csat.thanks')}
      </p>
    );
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (score === null || state === 'busy') return;
    setState('busy');
    setState((await client.rate(clientId.current, score, words)) ? 'done' : 'failed');
  };
  return (
    <form class="csat" data-testid="foyer-csat" onSubmit={send}>
      <fieldset class="form">
        <legend>{t('csat.ask')}</legend>
        <div class="stars" style={{ '--columns': SCORES.length }}>
          {SCORES.map((value) => (
            <button
              key={value}
              type="button"
              class={score !== null && value <= score ? 'rate rate-on' : 'rate'}
              data-testid="foyer-csat-star"
              data-value={value}
              aria-pressed={value === score}
              aria-label={t('rating.value', { value, of: SCORES.length })}
              onClick={() => setScore(value)}
            >
              <Icon name="star" />
            </button>
          ))}
        </div>
      </fieldset>
      {score !== null && (
        <>
          <textarea
            class="csat-words"
            rows={2}
            dir="auto"
            maxLength={WORDS_LENGTH}
            placeholder={t('csat.words')}
            aria-label={t('csat.words')}
            data-testid="foyer-csat-words"
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
          <button type="submit" class="csat-send" data-testid="foyer-csat-send" disabled={state === 'busy'}>
            {t('csat.send')}
          </button>
        </>
      )}
      {state === 'failed' && (
        <p class="failure" role="alert">
          {t('error.unavailable')}
        </p>
      )}
    </form>
  );
}
