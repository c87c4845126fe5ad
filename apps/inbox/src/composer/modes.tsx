import { t } from '../i18n/index.ts';
import { shortcut } from '../keys/shortcuts.ts';
import type { OutboxKind } from '../timeline/outbox.ts';
import type { ConversationStore } from '../timeline/store.ts';

/** Whether what is written goes to the visitor or stays inside. */
export function Modes({ store, leads }: { store: ConversationStore; leads: boolean }) {
  const { writing } = store;
  const write = (kind: OutboxKind) => () => writing.turn(kind);
  const kind = writing.kind.value;
  const mark = (of: OutboxKind) =>
    writing.waits(of) && (
      <span
        class="mode-begun"
        title={t('begunElsewhere')}
        role="img"
        aria-label={t('begunElsewhere')}
        data-testid={`begun-${of}`}
      />
    );
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
          {mark('message')}
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
        {mark('note')}
      </button>
      {!leads && (
        <button type="button" class="mode" onClick={write('message')}>
          {t('cancel')}
        </button>
      )}
    </fieldset>
  );
}
