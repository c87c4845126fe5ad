import './styles/index.css';
import { useEffect } from 'preact/hooks';
import { route } from '../app/route.ts';
import { showFailure } from '../app/toasts.ts';
import { AgentsPage } from './agents/agents-page.tsx';
import { ListPage } from './list/list-page.tsx';
import { PlaybookPage } from './page/playbook-page.tsx';
import { SettingsPage } from './settings/settings-page.tsx';
import { useAdmin } from './shared/admin-desk.ts';

export { ready } from './texts/index.ts';

/** The pages of admins. */
export function AdminRoom() {
  const admin = useAdmin();
  useEffect(() => {
    admin.refresh().catch(showFailure);
  }, [admin]);
  const to = route.value;
  if (to.page === 'settings') return <SettingsPage />;
  if (to.page === 'agents') return <AgentsPage />;
  if (to.page !== 'playbooks' || to.playbookId === null) return <ListPage />;
  return <PlaybookPage key={to.playbookId} playbookId={to.playbookId} tab={to.tab} />;
}
