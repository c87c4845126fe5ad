import type { Report } from '#libs/contracts';
import { SideScroller } from '../../ui/side-scroller.tsx';
import { COLUMN_NAMES, COLUMNS, type ColumnName } from '../figures.ts';
import { t } from '../texts/index.ts';
import { LyingBars, StandingBars } from './chart.tsx';
import type { ReportStore } from './store.ts';
import { nameOf, written } from './words.ts';

/** One number of all groups as bars. */
export function Picture({ store, report }: { store: ReportStore; report: Report }) {
  const column = store.column.value;
  const { of, isTime } = COLUMNS[column];
  const { by, rows } = report;
  const Chart = by === 'day' || by === 'hour' ? StandingBars : LyingBars;
  const figure = t(`number_${column}`);
  return (
    <section class="lead-card">
      <label class="field lead-shown">
        <span>{t('chartOf')}</span>
        <select
          data-testid="chart-of"
          onChange={(event) => {
            store.column.value = event.currentTarget.value as ColumnName;
          }}
        >
          {COLUMN_NAMES.map((name) => (
            <option key={name} value={name} selected={name === column}>
              {t(`number_${name}`)}
            </option>
          ))}
        </select>
      </label>
      {report.total.conversations === 0 ? (
        <p class="muted">{t('nothingInPeriod')}</p>
      ) : (
        <SideScroller label={t('chartOf')}>
          <Chart
            labels={rows.map((row) => nameOf(by, row))}
            values={rows.map(of)}
            isTime={isTime}
            format={(value) => written(column, value)}
            label={t('chartLabel', { figure, group: t(`by_${by}`) })}
          />
        </SideScroller>
      )}
    </section>
  );
}
