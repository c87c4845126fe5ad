import type { Signal } from '@preact/signals';
import { useSignal } from '@preact/signals';
import { ArrowLeft, ArrowRightLeft, Bot, Check, ChevronDown, PanelRight, UserCheck, UserPlus } from 'lucide';
import type { AgentView } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { backToList, go } from '../app/route.ts';
import { showFailure } from '../app/toasts.ts';
import { languageName } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { shortcut } from '../keys/shortcuts.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { Viewers } from './viewers.tsx';

interface Props {
  store: ConversationStore;
  detailsOpen: Signal<boolean>;
}

/** Who it is, how it stands, and what can be done with it. */
export function ConversationHeader({ store, detailsOpen }: Props) {
  const { me } = useDesk();
  const detail = store.detail.value;
  const name = detail?.visitorName ?? t('visitor');
  const standing =
    detail === null
      ? ''
      : detail.phase === 'live'
        ? detail.assigneeId === me.value.id
          ? t('assignedToYou')
          : t('assignedTo', { name: detail.assigneeName ?? t('agent') })
        : t(`phase_${detail.phase}`);
  return (
    <header class="conversation-head">
      <button
        type="button"
        class="button-plain only-phone"
        data-testid="back"
        aria-label={t('back')}
        onClick={backToList}
      >
        <Icon of={ArrowLeft} size={20} />
      </button>
      <Avatar id={store.sessionId} name={name} />
      <div class="conversation-who">
        <h2 dir="auto" data-testid="visitor-name">
          {name}
        </h2>
        {detail && (
          <span class={`standing standing-${detail.phase}`} data-testid="standing">
            {standing}
            {detail.phase !== 'closed' && <> · {languageName(detail.language)}</>}
          </span>
        )}
        <Viewers store={store} />
      </div>
      {detail && <Actions store={store} />}
      <button
        type="button"
        class="button button-icon only-narrow"
        data-testid="toggle-details"
        {...shortcut('details')}
        aria-expanded={detailsOpen.value}
        aria-label={t(detailsOpen.value ? 'hideDetails' : 'showDetails')}
        title={t('showDetails')}
        onClick={() => {
          detailsOpen.value = !detailsOpen.value;
        }}
      >
        <Icon of={PanelRight} />
      </button>
    </header>
  );
}

function Actions({ store }: { store: ConversationStore }) {
  const desk = useDesk();
  const busy = useSignal(false);
  const closing = useSignal(false);
  const detail = store.detail.value;
  const me = desk.me.value;
  if (detail === null) return null;

  const run = async (command: () => Promise<void>, about: Parameters<typeof showFailure>[1] = {}) => {
    busy.value = true;
    try {
      await command();
      return true;
    } catch (error) {
      showFailure(error, about);
      store.refresh();
      desk.folders.refresh();
      return false;
    } finally {
      busy.value = false;
    }
  };
  const assignToMe = async () => {
    if (!(await run(() => store.assign(me.id), { self: true }))) return;
    // It has moved there: the agent goes with it.
    if (desk.conversations.open.peek() === store) {
      go({ page: 'inbox', folder: 'mine', sessionId: store.sessionId }, { replace: true });
    }
  };
  const leads = detail.phase === 'live' && (detail.assigneeId === me.id || me.role === 'admin');
  const others = desk.agents.value.filter(({ id }) => id !== (detail.assigneeId ?? me.id));
  if (detail.phase !== 'waiting' && !leads) return null;
  return (
    <div class="conversation-actions">
      {detail.phase === 'waiting' && (
        <>
          <button
            type="button"
            class="button button-main"
            data-testid="assign-to-me"
            {...shortcut('assignToMe')}
            disabled={busy.value}
            onClick={assignToMe}
          >
            <Icon of={UserCheck} size={16} />
            <span>{t('assignToMe')}</span>
          </button>
          <AgentMenu
            label={t('assignTo')}
            icon={UserPlus}
            testId="assign-menu"
            itemTestId="assign-agent"
            agents={others}
            disabled={busy.value}
            onChoose={({ id, name }) => void run(() => store.assign(id), { agentName: name })}
          />
        </>
      )}
      {leads && (
        <AgentMenu
          label={t('reassignTo')}
          icon={ArrowRightLeft}
          testId="reassign-menu"
          itemTestId="reassign-agent"
          agents={others}
          disabled={busy.value}
          onChoose={({ id, name }) => void run(() => store.reassign(id), { agentName: name })}
        />
      )}
      {leads && (
        <button
          type="button"
          class="button"
          data-testid="hand-back"
          {...shortcut('handBack')}
          title={t('handBackHint')}
          aria-label={t('handBack')}
          disabled={busy.value}
          onClick={() => void run(store.handBack)}
        >
          <Icon of={Bot} size={16} />
          <span>{t('handBackShort')}</span>
        </button>
      )}
      <button
        type="button"
        class="button"
        data-testid="close-conversation"
        {...shortcut('close')}
        disabled={busy.value}
        onClick={() => {
          closing.value = true;
        }}
      >
        <Icon of={Check} size={16} />
        <span>{t('close')}</span>
      </button>
      {closing.value && (
        <Dialog
          title={t('closeTitle')}
          onCancel={() => {
            closing.value = false;
          }}
        >
          <p>{t('closeText')}</p>
          <div class="dialog-buttons">
            <button
              type="button"
              class="button"
              onClick={() => {
                closing.value = false;
              }}
            >
              {t('cancel')}
            </button>
            <button
              type="button"
              class="button button-main"
              data-testid="close-confirm"
              disabled={busy.value}
              onClick={async () => {
                await run(store.close);
                closing.value = false;
              }}
            >
              {t('closeConfirm')}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

interface AgentMenuProps {
  label: string;
  icon: Parameters<typeof Icon>[0]['of'];
  testId: string;
  itemTestId: string;
  agents: readonly AgentView[];
  disabled: boolean;
  onChoose: (agent: AgentView) => void;
}

const AVAILABILITY_ORDER = { online: 0, away: 1, offline: 2 };

/** Agents to choose from: only those online can be chosen; of the others it is said why not. */
function AgentMenu({ label, icon, testId, itemTestId, agents, disabled, onChoose }: AgentMenuProps) {
  const sorted = [...agents].sort(
    (a, b) => AVAILABILITY_ORDER[a.availability] - AVAILABILITY_ORDER[b.availability] || a.name.localeCompare(b.name),
  );
  return (
    <Menu
      testId={testId}
      shortcutId="assignTo"
      disabled={disabled}
      label={
        <>
          <Icon of={icon} size={16} />
          <span>{label}</span>
          <Icon of={ChevronDown} size={14} />
        </>
      }
    >
      {sorted.length === 0 && <p class="menu-empty muted">{t('noOtherAgents')}</p>}
      {sorted.map((agent) => (
        <button
          key={agent.id}
          type="button"
          role="menuitem"
          class="menu-item"
          data-testid={itemTestId}
          data-agent-id={agent.id}
          disabled={agent.availability !== 'online'}
          onClick={() => onChoose(agent)}
        >
          <span class={`presence is-${agent.availability}`} aria-hidden="true" />
          <span class="menu-name">{agent.name}</span>
          {agent.availability !== 'online' && (
            <span class="menu-reason">{t(agent.availability === 'away' ? 'isAway' : 'isOffline')}</span>
          )}
        </button>
      ))}
    </Menu>
  );
}
