import { BY } from '../figures.ts';
import { lastDays, PRESETS, type Preset } from '../period.ts';
import { t } from '../texts/index.ts';
import type { ReportStore } from './store.ts';

const TIME_ZONES = Intl.supportedValuesOf('timeZone');

/** Which period, in which time zone, grouped by what. */
export function Choices({ store }: { store: ReportStore }) {
  const period = store.period.value;
  const change = (changes: Partial<typeof period>) => {
    store.period.value = { ...store.period.peek(), ...changes };
  };
  const isPreset = (preset: Preset) => {
    const { from, to } = lastDays(PRESETS[preset], period.timeZone);
    return store.wrong.value !== 'timeZone' && period.from === from && period.to === to;
  };
  return (
    <form class="lead-choices" aria-label={t('period')} onSubmit={(event) => event.preventDefault()}>
      <div class="lead-presets">
        {(Object.keys(PRESETS) as Preset[]).map((preset) => (
          <button
            key={preset}
            type="button"
            class="button button-small"
            data-testid={`preset-${preset}`}
            disabled={store.wrong.value === 'timeZone'}
            aria-pressed={store.wrong.value !== 'timeZone' && isPreset(preset)}
            onClick={() => change(lastDays(PRESETS[preset], period.timeZone))}
          >
            {t(`preset_${preset}`)}
          </button>
        ))}
      </div>
      {(['from', 'to'] as const).map((end) => (
        <label key={end} class="field">
          <span>{t(end)}</span>
          <input
            type="date"
            value={period[end]}
            data-testid={`period-${end}`}
            aria-invalid={store.wrong.value === 'period'}
            onInput={(event) => change({ [end]: event.currentTarget.value })}
          />
        </label>
      ))}
      <label class="field">
        <span>{t('timeZone')}</span>
        <input
          type="text"
          list="time-zones"
          maxLength={60}
          value={period.timeZone}
          data-testid="time-zone"
          aria-invalid={store.wrong.value === 'timeZone'}
          onInput={(event) => change({ timeZone: event.currentTarget.value.trim() })}
        />
        <datalist id="time-zones">
          {TIME_ZONES.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </label>
      <label class="field">
        <span>{t('groupBy')}</span>
        <select
          data-testid="report-by"
          onChange={(event) => {
            store.by.value = event.currentTarget.value as (typeof BY)[number];
          }}
        >
          {BY.map((by) => (
            <option key={by} value={by} selected={by === store.by.value}>
              {t(`by_${by}`)}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}
