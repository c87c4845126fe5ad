import { ArrowLeft, FileJson2, FlaskConical, GitFork, History, MessageCircle } from 'lucide';
import { useEffect } from 'preact/hooks';
import type { PlaybookSummary } from '#libs/contracts';
import { addressOf, go, PLAYBOOK_TABS, type PlaybookTab } from '../../app/route.ts';
import { showFailure } from '../../app/toasts.ts';
import { Icon } from '../../ui/icon.tsx';
import { OnDemand } from '../../ui/on-demand.tsx';
import { PlaybookMenu } from '../list/playbook-menu.tsx';
import { PlaybookMarks } from '../list/playbook-row.tsx';
import { Overview } from '../overview/overview.tsx';
import { useAdmin } from '../shared/admin-desk.ts';
import { Tabs } from '../shared/tabs.tsx';
import { t } from '../texts/index.ts';
import { TrialsPage } from '../trials/trials-page.tsx';

const TAB_ICONS = { overview: History, graph: GitFork, editor: FileJson2, try: MessageCircle, sessions: FlaskConical };

/** The graph and the editor are heavy: they come when they are first shown. */
const loadGraph = () => import('../graph/graph-page.tsx').then(({ GraphPage }) => GraphPage);
const loadWorkbench = () => import('../editor/workbench.tsx').then(({ Workbench }) => Workbench);

/** One playbook. */
export function PlaybookPage({ playbookId, tab }: { playbookId: string; tab: PlaybookTab }) {
  const admin = useAdmin();
  const draft = admin.draftOf(playbookId);
  useEffect(() => {
    draft.load().catch(showFailure);
  }, [draft]);
  const all = admin.playbooks.value;
  const playbook = all?.find(({ id }) => id === playbookId);
  if (all === null || playbook === undefined) {
    return (
      <main class="admin-page">
        <Back />
        <p class="muted" role="status">
          {t(all === null ? 'loading' : 'noSuchPlaybook')}
        </p>
      </main>
    );
  }
  const problems = draft.problems.value.length;
  return (
    <main class="playbook-page" data-testid="playbook-page">
      <header class="playbook-head">
        <Back />
        <h1 dir="auto">{playbook.name}</h1>
        <PlaybookMarks playbook={playbook} />
        <PlaybookMenu playbook={playbook} />
      </header>
      <Tabs
        label={playbook.name}
        testId="tab"
        chosen={tab}
        tabs={PLAYBOOK_TABS.map((id) => ({
          id,
          label: t(`tab_${id}`),
          icon: TAB_ICONS[id],
          mark: id === 'editor' && problems > 0 ? problems : null,
        }))}
        onChoose={(id) => go({ page: 'playbooks', playbookId, tab: id })}
      />
      <Tab playbook={playbook} tab={tab} />
    </main>
  );
}

function Back() {
  return (
    <a
      class="button-plain"
      href={addressOf({ page: 'playbooks', playbookId: null, tab: 'overview' })}
      aria-label={t('playbooks')}
      title={t('playbooks')}
      data-testid="playbooks-back"
    >
      <Icon of={ArrowLeft} size={20} />
    </a>
  );
}

function Tab({ playbook, tab }: { playbook: PlaybookSummary; tab: PlaybookTab }) {
  if (tab === 'graph') return <OnDemand load={loadGraph} props={{ playbook }} />;
  // one component for both, so that the editor stays as it is
  if (tab === 'editor' || tab === 'try')
    return <OnDemand load={loadWorkbench} props={{ playbook, trying: tab === 'try' }} />;
  return (
    <div class="playbook-scroller">
      {tab === 'overview' ? <Overview playbook={playbook} /> : <TrialsPage playbook={playbook} />}
    </div>
  );
}
