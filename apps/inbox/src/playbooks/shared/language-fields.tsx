import { useSignal } from '@preact/signals';
import { Plus, X } from 'lucide';
import { languageName } from '../../i18n/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../texts/index.ts';

/** As the server takes languages: "en", "pt-BR". */
const LANGUAGE = '[a-z]{2}(-[A-Z]{2})?';

interface Props {
  languages: readonly string[];
  hint?: string;
  onChange: (languages: string[]) => void;
}

/** Languages in their order; the first is the fallback. */
export function LanguageFields({ languages, hint, onChange }: Props) {
  const typed = useSignal('');
  const isLanguage = new RegExp(`^${LANGUAGE}$`).test(typed.value);
  const add = () => {
    if (!isLanguage) return;
    onChange([...new Set([...languages, typed.peek()])]);
    typed.value = '';
  };
  return (
    <fieldset class="languages">
      <legend>{t('languages')}</legend>
      {hint !== undefined && <p class="muted">{hint}</p>}
      <ul class="chips">
        {languages.map((code, index) => (
          <li key={code} class="chip">
            <span>
              {languageName(code)} <code>{code}</code>
            </span>
            {index === 0 && <span class="muted">{t('fallback')}</span>}
            <button
              type="button"
              class="button-plain"
              aria-label={t('removeLanguage', { language: languageName(code) })}
              onClick={() => onChange(languages.filter((other) => other !== code))}
            >
              <Icon of={X} size={14} />
            </button>
          </li>
        ))}
      </ul>
      <div class="language-add">
        <input
          type="text"
          size={6}
          maxLength={5}
          pattern={LANGUAGE}
          placeholder="pt-BR"
          aria-label={t('addLanguage')}
          data-testid="language-code"
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
        <button type="button" class="button button-small" disabled={!isLanguage} onClick={add}>
          <Icon of={Plus} size={14} />
          {t('addLanguage')}
        </button>
      </div>
    </fieldset>
  );
}
