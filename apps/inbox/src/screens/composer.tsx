import { useSignal } from '@preact/signals';
import { Lock, StickyNote } from 'lucide';
import type { ComponentProps } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { useDesk } from '../app/desk.ts';
import { ManageReplies } from '../canned/manage.tsx';
import { Editor } from '../composer/editor.tsx';
import { t } from '../i18n/index.ts';
import { shortcut } from '../keys/shortcuts.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Icon } from '../ui/icon.tsx';

/** Where the agent writes: to the visitor while leading the conversation, notes while it is open. */
export function Composer({ store }: { store: ConversationStore }) {
  const input = useRef<HTMLTextAreaElement>(null);
  const managing = useSignal(false);
  return (
    <>
      <Field
        store={store}
        input={input}
        onManage={() => {
          managing.value = true;
        }}
      />
      {/* beside the field: a reply that is being written stays, whatever becomes of the conversation */}
      {managing.value && (
        <ManageReplies
          onClose={() => {
            managing.value = false;
            // as long as the dialog is there, nothing below it takes the focus
            requestAnimationFrame(() => input.current?.focus());
          }}
        />
      )}
    </>
  );
}

function Field({ store, ...editor }: Omit<ComponentProps<typeof Editor>, 'leads'>) {
  const { me } = useDesk();
  const detail = store.detail.value;
  if (detail === null) return null;
  if (detail.phase === 'closed') {
    return (
      <footer class="composer composer-closed" data-testid="closed-bar">
        <Icon of={Lock} size={16} />
        <span>{t('closedForGood')}</span>
        <Begun store={store} />
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
  return <Editor store={store} leads={leads} {...editor} />;
}

/** What was begun when the conversation was closed: it cannot be sent any more, and may be wanted elsewhere. */
function Begun({ store }: { store: ConversationStore }) {
  const id = useId();
  const draft = store.writing.draft();
  if (draft === null) return null;
  return (
    <div class="composer-begun">
      <label for={id}>{t('begunElsewhere')}</label>
      <textarea
        id={id}
        class="composer-input"
        readOnly
        rows={2}
        dir="auto"
        data-testid="begun-words"
        value={[draft.message, draft.note].filter(Boolean).join('\n\n')}
      />
      <button
        type="button"
        class="button button-small"
        data-testid="begun-discard"
        onClick={() => store.writing.discard()}
      >
        {t('discard')}
      </button>
    </div>
  );
}
