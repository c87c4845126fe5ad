import { useSignal } from '@preact/signals';
import { Pencil, Trash2 } from 'lucide';
import type { Entry } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { showFailure } from '../app/toasts.ts';
import { t } from '../i18n/index.ts';
import { AMEND_MINUTES } from '../protocol.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Icon } from '../ui/icon.tsx';

/** For one's own message, while it may be changed: the server has the last word on that. */
export function OwnTools({ store, entry }: { store: ConversationStore; entry: Entry }) {
  const { me } = useDesk();
  const deleting = useSignal(false);
  const detail = store.detail.value;
  if (entry.kind !== 'message' || entry.body.deleted || entry.authorId !== me.value.id) return null;
  if (detail?.phase !== 'live' || detail.assigneeId !== me.value.id) return null;
  if (Date.now() - Date.parse(entry.at) > AMEND_MINUTES * 60_000) return null;
  const { seq, body } = entry;
  const remove = async () => {
    deleting.value = false;
    try {
      await store.amend(seq, null);
    } catch (error) {
      showFailure(error);
    }
  };
  return (
    <span class="own-tools">
      <button
        type="button"
        class="button-plain"
        data-testid="message-edit"
        aria-label={t('editMessage')}
        title={t('editMessage')}
        onClick={() => store.writing.edit(seq, body.text)}
      >
        <Icon of={Pencil} size={14} />
      </button>
      <button
        type="button"
        class="button-plain"
        data-testid="message-delete"
        aria-label={t('deleteMessage')}
        title={t('deleteMessage')}
        onClick={() => {
          deleting.value = true;
        }}
      >
        <Icon of={Trash2} size={14} />
      </button>
      {deleting.value && (
        <ConfirmDialog
          title={t('deleteTitle')}
          confirm={t('deleteConfirm')}
          testId="message-delete-confirm"
          onConfirm={remove}
          onCancel={() => {
            deleting.value = false;
          }}
        >
          {t('deleteText')}
        </ConfirmDialog>
      )}
    </span>
  );
}
