import { t } from '../i18n/index.ts';
import { shortcut } from '../keys/shortcuts.ts';
import type { OutboxKind } from '../timeline/outbox.ts';
import type { ConversationStore } from '../timeline/store.ts';

/** Whether what is written goes to the visitor or stays inside. */
export function Modes({ store, leads }: { store: ConversationStore; leads: boolean }) {
  const write = (kind: OutboxKind) => () => {
    // words of a note must not end up in the message that was being changed
    if (kind === 'note' && store.editing.peek()) store.editEnds();
    store.writing.value = kind;
  };
  const kind = store.writing.value;
  return (
    <fieldset class="composer-modes" aria-label={t('composerModeLabel')}>
      {leads && (
        <button
          type="button"
          class="mode"
          aria-pressed={kind === 'message'}
          data-testid="composer-mode-message"
          {...shortcut('reply')}
          onClick={write('message')}
        >
          {t('modeMessage')}
        </button>
      )}
      <button
        type="button"
        class="mode mode-note"
        aria-pressed={kind === 'note'}
        data-testid="composer-mode-note"
        {...shortcut('note')}
        onClick={write('note')}
      >
        {t('modeNote')}
      </button>
      {!leads && (
        <button type="button" class="mode" onClick={write('message')}>
          {t('cancel')}
        </button>
      )}
    </fieldset>
  );
}
