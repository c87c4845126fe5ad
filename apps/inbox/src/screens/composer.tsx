import { Lock, StickyNote } from 'lucide';
import { useDesk } from '../app/desk.ts';
import { Editor } from '../composer/editor.tsx';
import { t } from '../i18n/index.ts';
import { shortcut } from '../keys/shortcuts.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Icon } from '../ui/icon.tsx';

/** Where the agent writes: to the visitor while leading the conversation, notes while it is open. */
export function Composer({ store }: { store: ConversationStore }) {
  const { me } = useDesk();
  const detail = store.detail.value;
  if (detail === null) return null;
  if (detail.phase === 'closed') {
    return (
      <footer class="composer composer-closed" data-testid="closed-bar">
        <Icon of={Lock} size={16} />
        <span>{t('closedForGood')}</span>
      </footer>
    );
  }
  const leads = detail.phase === 'live' && detail.assigneeId === me.value.id;
  if (!leads && store.writing.kind.value !== 'note') {
    return (
      <footer class="composer composer-bar">
        <span>{t(`notYours_${detail.phase}`, { name: detail.assigneeName ?? t('agent') })}</span>
        <button
          type="button"
          class="button"
          data-testid="composer-mode-note"
          {...shortcut('note')}
          onClick={() => store.writing.turn('note')}
        >
          <Icon of={StickyNote} size={16} />
          {t('writeNote')}
        </button>
      </footer>
    );
  }
  return <Editor store={store} leads={leads} />;
}
