import { useSignal } from '@preact/signals';
import { Pencil, Plus, Trash2, Users } from 'lucide';
import { useRef } from 'preact/hooks';
import type { CannedReply } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { failureText } from '../app/toasts.ts';
import { t } from '../i18n/index.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { FIELD_NAMES } from './fill.ts';

type Draft = Omit<CannedReply, 'id'> & { id: string | null };

const NEW: Draft = { id: null, shared: false, shortcut: '', text: '' };

/** All replies, and a form for one of them. */
export function ManageReplies({ onClose }: { onClose: () => void }) {
  const draft = useSignal<Draft | null>(null);
  return (
    <Dialog wide title={t('cannedReplies')} onCancel={onClose}>
      <div class="canned" data-testid="canned-dialog">
        {draft.value === null ? (
          <Replies
            onEdit={(reply) => {
              draft.value = reply;
            }}
            onClose={onClose}
          />
        ) : (
          <ReplyForm
            key={draft.value.id}
            given={draft.value}
            onDone={() => {
              draft.value = null;
            }}
          />
        )}
      </div>
    </Dialog>
  );
}

function Replies({ onEdit, onClose }: { onEdit: (reply: Draft) => void; onClose: () => void }) {
  const { canned, me } = useDesk();
  const failure = useSignal('');
  const leads = me.value.role !== 'agent';
  const remove = async (id: string) => {
    try {
      await canned.remove(id);
    } catch (error) {
      failure.value = failureText(error);
    }
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
                  onClick={() => void remove(reply.id)}
                >
                  <Icon of={Trash2} size={16} />
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      {failure.value !== '' && (
        <p class="field-wrong" role="alert">
          {failure.value}
        </p>
      )}
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={() => onEdit(NEW)} data-testid="canned-new">
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

function ReplyForm({ given, onDone }: { given: Draft; onDone: () => void }) {
  const { canned, me } = useDesk();
  const draft = useSignal(given);
  const failure = useSignal('');
  const text = useRef<HTMLTextAreaElement>(null);
  const change = (changes: Partial<Draft>) => {
    draft.value = { ...draft.value, ...changes };
  };
  const addField = (field: string) => {
    const element = text.current;
    if (!element) return;
    element.setRangeText(`{{${field}}}`, element.selectionStart, element.selectionEnd, 'end');
    change({ text: element.value });
    element.focus();
  };
  const save = async () => {
    const { id, ...body } = draft.peek();
    try {
      await canned.save(id, body);
      onDone();
    } catch (error) {
      failure.value = failureText(error);
    }
  };
  return (
    <form
      class="canned-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label class="field">
        <span>{t('cannedShortcut')}</span>
        <input
          required
          pattern="[a-z0-9_\-]{1,32}"
          title={t('cannedShortcutHint')}
          data-testid="canned-shortcut"
          value={draft.value.shortcut}
          onInput={(event) => change({ shortcut: event.currentTarget.value.replace(/^\//, '').toLowerCase() })}
        />
      </label>
      <label class="field">
        <span>{t('cannedText')}</span>
        <textarea
          ref={text}
          required
          rows={5}
          maxLength={4_000}
          dir="auto"
          data-testid="canned-text"
          value={draft.value.text}
          onInput={(event) => change({ text: event.currentTarget.value })}
        />
      </label>
      <p class="canned-fields">
        <span class="muted">{t('cannedFields')}</span>
        {FIELD_NAMES.map((field) => (
          <button key={field} type="button" class="button button-small" onClick={() => addField(field)}>
            {field}
          </button>
        ))}
      </p>
      {me.value.role !== 'agent' && (
        <label class="canned-shared">
          <input
            type="checkbox"
            data-testid="canned-shared"
            checked={draft.value.shared}
            onChange={(event) => change({ shared: event.currentTarget.checked })}
          />
          {t('cannedShare')}
        </label>
      )}
      {failure.value !== '' && (
        <p class="field-wrong" role="alert">
          {failure.value}
        </p>
      )}
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={onDone}>
          {t('cancel')}
        </button>
        <button type="submit" class="button button-main" data-testid="canned-save">
          {t('cannedSave')}
        </button>
      </div>
    </form>
  );
}
