import { useSignal } from '@preact/signals';
import { ArrowRightLeft, Check, UserCheck, UserPlus } from 'lucide';
import { useDesk } from '../app/desk.ts';
import { go } from '../app/route.ts';
import { t } from '../i18n/index.ts';
import { shortcut } from '../keys/shortcuts.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Icon } from '../ui/icon.tsx';
import { AgentMenu } from './agent-menu.tsx';
import { CloseDialog } from './close-dialog.tsx';
import { MailDialog } from './mail-dialog.tsx';
import { MoreMenu } from './more-menu.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { leads as leadsIt, mayTakeOver } from './rights.ts';
import { useCommand } from './use-command.ts';

/** What has to be answered before something is done. */
type Asking = { what: 'close' | 'return' | 'mail' } | { what: 'reassign'; agentId: string; name: string };

/** What the agent may do with the conversation as it stands. */
export function Actions({ store }: { store: ConversationStore }) {
  const desk = useDesk();
  const { busy, run } = useCommand(store);
  const asking = useSignal<Asking | null>(null);
  const detail = store.detail.value;
  const me = desk.me.value;
  if (detail === null) return null;

  const cancel = () => {
    asking.value = null;
  };
  const answered = async (command: () => Promise<void>, about?: Parameters<typeof run>[1]) => {
    const asked = asking.peek();
    // what was not done can be tried again: the note that was written stays, and so does a dialog opened meanwhile
    if ((await run(command, about)) && asking.peek() === asked) cancel();
  };
  const take = async (command: (agentId: string) => Promise<void>) => {
    if (!(await run(() => command(me.id), { self: true }))) return;
    // It has moved there: the agent goes with it.
    if (desk.conversations.open.peek() === store) {
      go({ page: 'inbox', folder: 'mine', sessionId: store.sessionId }, { replace: true });
    }
  };
  const leads = leadsIt(me, detail);
  const others = desk.agents.value.filter(({ id }) => id !== me.id && id !== detail.assigneeId);
  const choice = asking.value;
  return (
    <div class="conversation-actions">
      {detail.phase === 'waiting' && (
        <>
          <button
            type="button"
            class="button button-main"
            data-testid="assign-to-me"
            {...shortcut('assignToMe')}
            disabled={busy}
            onClick={() => void take(store.assign)}
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
            teamId={detail.teamId}
            disabled={busy}
            onChoose={({ id, name }) => void run(() => store.assign(id), { agentName: name })}
          />
        </>
      )}
      {mayTakeOver(me, detail) && (
        <button
          type="button"
          class="button button-main"
          data-testid="take-over"
          disabled={busy}
          onClick={() => void take((agentId) => store.reassign(agentId))}
        >
          <Icon of={UserCheck} size={16} />
          <span>{t('takeOver')}</span>
        </button>
      )}
      {leads && (
        <AgentMenu
          label={t('reassignTo')}
          icon={ArrowRightLeft}
          testId="reassign-menu"
          itemTestId="reassign-agent"
          agents={others}
          teamId={detail.teamId}
          disabled={busy}
          onChoose={({ id, name }) => {
            asking.value = { what: 'reassign', agentId: id, name };
          }}
        />
      )}
      {(leads || detail.phase === 'waiting') && (
        <button
          type="button"
          class="button"
          data-testid="close-conversation"
          {...shortcut('close')}
          disabled={busy}
          onClick={() => {
            asking.value = { what: 'close' };
          }}
        >
          <Icon of={Check} size={16} />
          <span>{t('close')}</span>
        </button>
      )}
      <MoreMenu
        store={store}
        leads={leads}
        busy={busy}
        onReturn={() => {
          asking.value = { what: 'return' };
        }}
        onHandBack={() => void run(store.handBack)}
        onMail={() => {
          asking.value = { what: 'mail' };
        }}
      />
      {choice?.what === 'mail' && <MailDialog store={store} onShut={cancel} />}
      {choice?.what === 'close' && (
        <CloseDialog busy={busy} onCancel={cancel} onConfirm={(close) => void answered(() => store.close(close))} />
      )}
      {choice?.what === 'return' && (
        <NoteDialog
          title={t('returnTitle')}
          text={t('returnText')}
          confirm={t('returnConfirm')}
          busy={busy}
          onCancel={cancel}
          onConfirm={(note) => void answered(() => store.giveBack(note))}
        />
      )}
      {choice?.what === 'reassign' && (
        <NoteDialog
          title={t('reassignTitle', { name: choice.name })}
          text={t('reassignText', { name: choice.name })}
          confirm={t('reassignConfirm')}
          busy={busy}
          onCancel={cancel}
          onConfirm={(note) => void answered(() => store.reassign(choice.agentId, note), { agentName: choice.name })}
        />
      )}
    </div>
  );
}
