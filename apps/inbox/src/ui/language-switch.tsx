import { Languages } from 'lucide';
import { LANGUAGES, type Language, language, switchLanguage, t } from '../i18n/index.ts';
import { Icon } from './icon.tsx';

export function LanguageSwitch() {
  return (
    <span class="language-switch" title={t('language')}>
      <span class="language-sign">
        <Icon of={Languages} size={16} />
      </span>
      <select
        class="language"
        aria-label={t('language')}
        data-testid="language"
        value={language.value}
        onChange={(event) => switchLanguage(event.currentTarget.value as Language)}
      >
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <option key={code} value={code} selected={code === language.value}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}
