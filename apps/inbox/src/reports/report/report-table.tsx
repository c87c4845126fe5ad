import type { Figures, Report } from '#libs/contracts';
import { SideScroller } from '../../ui/side-scroller.tsx';
import { COLUMN_NAMES, COLUMNS } from '../figures.ts';
import { t } from '../texts/index.ts';
import { nameOf, written } from './words.ts';

/** All numbers of all groups. */
export function ReportTable({ report }: { report: Report }) {
  const { by, rows, total } = report;
  return (
    <section class="lead-card">
      <SideScroller label={t('leadReports')}>
        <table class="lead-table lead-figures" data-testid="report-table">
          <thead>
            <tr>
              <th scope="col">{t(`by_${by}`)}</th>
              {COLUMN_NAMES.map((name) => (
                <th key={name} scope="col" class="number">
                  {t(`number_${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.key} name={nameOf(by, row)} figures={row} of={row.key ?? ''} />
            ))}
          </tbody>
          <tfoot>
            <Row name={t('total')} figures={total} of="total" />
          </tfoot>
        </table>
      </SideScroller>
    </section>
  );
}

function Row({ name, figures, of }: { name: string; figures: Figures; of: string }) {
  return (
    <tr data-testid="report-row" data-key={of}>
      <th scope="row" dir="auto">
        {name}
      </th>
      {COLUMN_NAMES.map((column) => (
        <td key={column} class="number" data-column={column}>
          {written(column, COLUMNS[column].of(figures))}
        </td>
      ))}
    </tr>
  );
}
