import { useSignal } from '@preact/signals';
import { SlidersHorizontal } from 'lucide';
import { languageName } from '../../i18n/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { listOf, recordOf, stringOf } from '../json/read.ts';
import { t } from '../texts/index.ts';
import type { TryStore } from './store.ts';

/** Under which circumstances the visitor comes; a change begins the walk again. */
export function Circumstances({ store }: { store: TryStore }) {
  const open = useSignal(false);
  const { setup } = store.walk.value;
  const parsed = store.definition.value;
  const languages = parsed.ok
    ? listOf(recordOf(parsed.definition).languages).flatMap((code) => stringOf(code) ?? [])
    : [];
  return (
    <div class="circumstances">
      <button
        type="button"
        class="button button-small"
        aria-expanded={open.value}
        data-testid="try-circumstances"
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <Icon of={SlidersHorizontal} size={14} />
        {t('circumstances')}
      </button>
      {open.value && (
        <div class="circumstances-form">
          <label class="field">
            <span>{t('visitorLanguage')}</span>
            <select value={setup.language} onChange={(event) => store.set({ language: event.currentTarget.value })}>
              <option value="" selected={setup.language === ''}>
                {t('firstLanguage')}
              </option>
              {languages.map((code) => (
                <option key={code} value={code} selected={setup.language === code}>
                  {languageName(code)}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            <span>{t('page')}</span>
            <input
              type="url"
              placeholder="https://shop.example/pricing?utm_source=…"
              value={setup.pageUrl}
              onChange={(event) => {
                if (event.currentTarget.checkValidity()) store.set({ pageUrl: event.currentTarget.value });
              }}
            />
          </label>
          <label class="field">
            <span>{t('visitStartsAt')}</span>
            <input
              type="datetime-local"
              value={setup.startAt.slice(0, 16)}
              onChange={(event) => {
                const { value } = event.currentTarget;
                store.set({ startAt: value === '' ? '' : `${value}:00.000Z` });
              }}
            />
          </label>
          <label class="field">
            <span>{t('seed')}</span>
            <input
              type="number"
              min={0}
              max={2_147_483_647}
              value={setup.seed}
              onChange={(event) => {
                const seed = event.currentTarget.valueAsNumber;
                if (event.currentTarget.checkValidity() && !Number.isNaN(seed)) store.set({ seed });
              }}
            />
          </label>
          <label class="check">
            <input
              type="checkbox"
              checked={setup.returning}
              onChange={(event) => store.set({ returning: event.currentTarget.checked })}
            />
            {t('returning')}
          </label>
          <label class="check">
            <input
              type="checkbox"
              data-testid="try-online"
              checked={setup.online}
              onChange={(event) => store.set({ online: event.currentTarget.checked })}
            />
            {t('onlineFirst')}
          </label>
        </div>
      )}
    </div>
  );
}
