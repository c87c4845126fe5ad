import { useSignal } from '@preact/signals';
import { Pencil, Plus, Trash2, Users } from 'lucide';
import { useRef } from 'preact/hooks';
import type { CannedReply } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { t } from '../i18n/index.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { ReplyForm } from './reply-form.tsx';

/** All replies, and a form for one of them. */
export function ManageReplies({ onClose }: { onClose: () => void }) {
  const shown = useSignal<'all' | 'new' | CannedReply>('all');
  const form = shown.value;
  return (
    <Dialog wide title={t('cannedReplies')} onCancel={onClose}>
      <div class="canned" data-testid="canned-dialog">
        {form === 'all' ? (
          <Replies
            onEdit={(reply) => {
              shown.value = reply;
            }}
            onClose={onClose}
          />
        ) : (
          <ReplyForm
            given={form === 'new' ? null : form}
            onDone={() => {
              shown.value = 'all';
            }}
          />
        )}
      </div>
    </Dialog>
  );
}

function Replies({ onEdit, onClose }: { onEdit: (reply: 'new' | CannedReply) => void; onClose: () => void }) {
  const { canned, me } = useDesk();
  const removing = useSignal<CannedReply | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const leads = me.value.role !== 'agent';
  const keep = () => {
    removing.value = null;
  };
  const remove = async ({ id }: CannedReply) => {
    await canned.remove(id);
    keep();
    // the row takes the focus with it
    requestAnimationFrame(() => add.current?.focus());
  };
  return (
    <>
      {canned.replies.value.length === 0 && <p class="muted">{t('cannedNone')}</p>}
      <ul class="canned-list">
        {canned.replies.value.map((reply) => (
          <li key={reply.id} data-testid="canned-row" data-shortcut={reply.shortcut}>
            <span class="canned-words">
              <strong>
                /{reply.shortcut} {reply.shared && <Icon of={Users} size={13} />}
                {reply.shared && <span class="unseen">{t('cannedShared')}</span>}
              </strong>
              <span class="muted" dir="auto">
                {reply.text}
              </span>
            </span>
            {(leads || !reply.shared) && (
              <>
                <button
                  type="button"
                  class="button-plain"
                  data-testid="canned-edit"
                  aria-label={t('cannedEdit', { shortcut: reply.shortcut })}
                  onClick={() => onEdit(reply)}
                >
                  <Icon of={Pencil} size={16} />
                </button>
                <button
                  type="button"
                  class="button-plain"
                  data-testid="canned-remove"
                  aria-label={t('cannedRemove', { shortcut: reply.shortcut })}
                  onClick={() => {
                    removing.value = reply;
                  }}
                >
                  <Icon of={Trash2} size={16} />
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      {removing.value && (
        <ConfirmDialog
          title={t('cannedRemoveTitle', { shortcut: removing.value.shortcut })}
          confirm={t('cannedRemoveConfirm')}
          testId="canned-remove-confirm"
          onConfirm={() => removing.value && remove(removing.value)}
          onCancel={keep}
        >
          {t(removing.value.shared ? 'cannedRemoveShared' : 'cannedRemoveOwn')}
        </ConfirmDialog>
      )}
      <div class="dialog-buttons">
        <button type="button" class="button" ref={add} onClick={() => onEdit('new')} data-testid="canned-new">
          <Icon of={Plus} size={16} />
          {t('cannedNew')}
        </button>
        <button type="button" class="button button-main" onClick={onClose} data-testid="canned-close">
          {t('done')}
        </button>
      </div>
    </>
  );
}
