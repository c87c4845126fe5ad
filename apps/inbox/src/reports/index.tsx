import './styles/index.css';
import { go, route } from '../app/route.ts';
import { LivePage } from './live/live-page.tsx';
import { ReportsPage } from './report/reports-page.tsx';
import { t } from './texts/index.ts';

export { ready } from './texts/index.ts';

/** The pages of those who lead others. */
export function LeadRoom() {
  const { page } = route.value;
  return (
    <main class="lead" data-testid={`lead-${page}`}>
      <nav class="lead-tabs" aria-label={t('leadPages')}>
        {(['live', 'reports'] as const).map((to) => (
          <button
            key={to}
            type="button"
            class="lead-tab"
            data-testid={`lead-to-${to}`}
            aria-current={page === to ? 'page' : undefined}
            onClick={() => go({ page: to })}
          >
            {t(to === 'live' ? 'leadLive' : 'leadReports')}
          </button>
        ))}
      </nav>
      {page === 'reports' ? <ReportsPage /> : <LivePage />}
    </main>
  );
}
