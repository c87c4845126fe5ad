import type { Figures, Grouping, Report } from '#libs/contracts';
import { SideScroller } from '../../ui/side-scroller.tsx';
import { COLUMN_NAMES, COLUMNS, FIGURES, NUMBERS_OF } from '../figures.ts';
import type { LeadTextKey } from '../texts/en.ts';
import { t } from '../texts/index.ts';
import { nameOf, written } from './words.ts';

/** All numbers of all groups. */
export function ReportTable({ report }: { report: Report }) {
  const { by, rows, total } = report;
  return (
    <section class="lead-card">
      <SideScroller label={t('leadReports')}>
        <table class="lead-table lead-figures" data-testid="report-table" data-by={by}>
          <Head by={by} />
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

/** Figures, and below those of several numbers what each is. */
function Head({ by }: { by: Grouping }) {
  const numbers = FIGURES.map((figure) => ({ figure, below: Object.values<LeadTextKey | null>(NUMBERS_OF[figure]) }));
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          {t(`by_${by}`)}
        </th>
        {numbers.map(({ figure, below }) =>
          below.length === 1 ? (
            <th key={figure} scope="col" rowSpan={2} class="number">
              {t(`figure_${figure}`)}
            </th>
          ) : (
            <th key={figure} scope="colgroup" colSpan={below.length}>
              {t(`figure_${figure}`)}
            </th>
          ),
        )}
      </tr>
      <tr>
        {numbers.flatMap(({ figure, below }) =>
          below.map(
            (key) =>
              key && (
                <th key={`${figure}-${key}`} scope="col" class="number">
                  {t(key)}
                </th>
              ),
          ),
        )}
      </tr>
    </thead>
  );
}

function Row({ name, figures, of }: { name: string; figures: Figures; of: string }) {
  return (
    <tr data-testid="report-row" data-key={of}>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      {COLUMN_NAMES.map((column) => (
        <td key={column} class="number" data-column={column}>
          {written(column, COLUMNS[column].of(figures))}
        </td>
      ))}
    </tr>
  );
}
