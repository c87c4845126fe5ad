import { useEffect } from 'preact/hooks';
import { useLead } from '../lead-desk.ts';
import { t } from '../texts/index.ts';
import { Choices } from './choices.tsx';
import { Exports } from './exports.tsx';
import { Meanings } from './meanings.tsx';
import { Picture } from './picture.tsx';
import { ReportTable } from './report-table.tsx';

/** What happened in a period. */
export function ReportsPage() {
  const { report: store } = useLead();
  useEffect(() => store.follow(), [store]);
  const state = store.state.value;
  const read = store.report.value;
  const wrong = store.wrong.value;
  return (
    <div class="lead-page">
      <header class="lead-head">
        <h1>{t('leadReports')}</h1>
        <Exports store={store} />
      </header>
      <Choices store={store} />
      {wrong !== null && (
        <p class="lead-wrong" role="alert">
          {t(wrong === 'period' ? 'periodWrong' : 'timeZoneWrong')}
        </p>
      )}
      {typeof state === 'object' && (
        <p class="lead-wrong" role="alert">
          {state.failed}{' '}
          <button type="button" class="link" onClick={() => store.again()}>
            {t('tryAgain')}
          </button>
        </p>
      )}
      <div
        class="lead-report"
        aria-busy={state === 'reading'}
        data-testid="report"
        data-state={typeof state === 'object' ? 'failed' : state}
      >
        {read === null ? (
          <p class="muted" role="status">
            {t('loading')}
          </p>
        ) : (
          <>
            <Picture store={store} report={read.report} />
            <ReportTable report={read.report} />
          </>
        )}
      </div>
      <Meanings />
    </div>
  );
}
