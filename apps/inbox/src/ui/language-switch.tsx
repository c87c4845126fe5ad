import { LANGUAGES, type Language, language, switchLanguage, t } from '../i18n/index.ts';

export function LanguageSwitch() {
  return (
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
  );
}
