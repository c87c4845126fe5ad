import { useSignal } from '@preact/signals';
import { ArrowLeft, Plus } from 'lucide';
import { useEffect } from 'preact/hooks';
import type { AgentView, TeamView } from '#libs/contracts';
import { useDesk } from '../../app/desk.ts';
import { addressOf } from '../../app/route.ts';
import { showFailure } from '../../app/toasts.ts';
import { Icon } from '../../ui/icon.tsx';
import { useAct } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';
import { AgentDialog } from './agent-dialog.tsx';
import { AgentRow } from './agent-row.tsx';

/** Who may sign in, and with which rights. */
export function AgentsPage() {
  const admin = useAdmin();
  const desk = useDesk();
  const { busy, act } = useAct();
  const teams = useSignal<readonly TeamView[]>([]);
  /** Whose account is open; `new` for one that is being made. */
  const open = useSignal<AgentView | 'new' | null>(null);
  useEffect(() => {
    desk.readAgents().catch(showFailure);
    admin.api
      .teams()
      .then((read) => {
        teams.value = read;
      })
      .catch(showFailure);
  }, [admin, desk]);
  const shut = () => {
    open.value = null;
  };
  /** Another one may have been opened while it was saved. */
  const shutThis = (opened: AgentView | 'new') => {
    if (open.peek() === opened) shut();
  };
  const done = (what: () => Promise<unknown>) =>
    act(async () => {
      await what();
      await desk.readAgents();
    }, t('saved'));
  return (
    <main class="admin-page" data-testid="agents-page">
      <header class="admin-head">
        <a
          class="button-plain"
          href={addressOf({ page: 'playbooks', playbookId: null, tab: 'overview' })}
          aria-label={t('playbooks')}
          title={t('playbooks')}
        >
          <Icon of={ArrowLeft} size={20} />
        </a>
        <h1>{t('accounts')}</h1>
        <button
          type="button"
          class="button button-main"
          data-testid="agent-new"
          onClick={() => {
            open.value = 'new';
          }}
        >
          <Icon of={Plus} size={16} />
          {t('newAgent')}
        </button>
      </header>
      <ul class="card agent-rows" data-testid="agents-list">
        {desk.agents.value.map((agent) => (
          <AgentRow
            key={agent.id}
            agent={agent}
            team={teams.value.find(({ id }) => id === agent.teamId)?.name ?? null}
            self={agent.id === desk.me.value.id}
            busy={busy}
            onEdit={() => {
              open.value = agent;
            }}
            onAllow={(allowed) =>
              void done(() => (allowed ? admin.api.enableAgent(agent.id) : admin.api.disableAgent(agent.id)))
            }
          />
        ))}
      </ul>
      {open.value !== null && (
        <AgentDialog
          key={open.value === 'new' ? 'new' : open.value.id}
          agent={open.value === 'new' ? null : open.value}
          teams={teams.value}
          busy={busy}
          onShut={shut}
          onCreate={async (made) => {
            if (await done(() => admin.api.addAgent(made))) shutThis('new');
          }}
          onChange={async (agentId, changes) => {
            const opened = open.peek();
            if (Object.keys(changes).length === 0) shut();
            else if (await done(() => admin.api.changeAgent(agentId, changes))) shutThis(opened ?? 'new');
          }}
        />
      )}
    </main>
  );
}
