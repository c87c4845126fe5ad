import { Lock, SendHorizontal, StickyNote } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { useDesk } from '../app/desk.ts';
import { t } from '../i18n/index.ts';
import { MESSAGE_LENGTH } from '../protocol.ts';
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
  if (!leads && store.writing.value !== 'note') {
    return (
      <footer class="composer composer-bar">
        <span>{t(`notYours_${detail.phase}`, { name: detail.assigneeName ?? t('agent') })}</span>
        <button
          type="button"
          class="button"
          data-testid="composer-mode-note"
          onClick={() => {
            store.writing.value = 'note';
          }}
        >
          <Icon of={StickyNote} size={16} />
          {t('writeNote')}
        </button>
      </footer>
    );
  }
  return <Editor store={store} leads={leads} />;
}

function Editor({ store, leads }: { store: ConversationStore; leads: boolean }) {
  const input = useRef<HTMLTextAreaElement>(null);
  const kind = store.writing.value;
  const text = store.draft.value;
  const canHover = matchMedia('(hover: hover)').matches;
  useEffect(() => {
    // On a phone the keyboard would cover what the agent came to read.
    if (canHover) input.current?.focus();
  }, [kind]);
  useEffect(() => () => store.typingSender.stop(), [store]);

  const send = () => {
    const words = store.draft.peek().trim();
    if (words === '') return;
    store.send(kind, words);
    store.draft.value = '';
    // Whoever does not lead it came for this one note.
    if (!leads) store.writing.value = 'message';
  };
  return (
    <form
      class={`composer composer-${kind}`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
        input.current?.focus();
      }}
    >
      <fieldset class="composer-modes" aria-label={t('composerModeLabel')}>
        {leads && (
          <button
            type="button"
            class="mode"
            aria-pressed={kind === 'message'}
            data-testid="composer-mode-message"
            onClick={() => {
              store.writing.value = 'message';
            }}
          >
            {t('modeMessage')}
          </button>
        )}
        <button
          type="button"
          class="mode mode-note"
          aria-pressed={kind === 'note'}
          data-testid="composer-mode-note"
          onClick={() => {
            store.writing.value = 'note';
          }}
        >
          {t('modeNote')}
        </button>
        {!leads && (
          <button
            type="button"
            class="mode"
            onClick={() => {
              store.writing.value = 'message';
            }}
          >
            {t('cancel')}
          </button>
        )}
      </fieldset>
      <div class="composer-row">
        <textarea
          ref={input}
          class="composer-input"
          rows={1}
          dir="auto"
          data-testid="composer-input"
          aria-label={kind === 'note' ? t('internalNote') : t('composerLabel')}
          placeholder={t(kind === 'note' ? 'composerNote' : 'composerMessage')}
          title={t('composerHint')}
          maxLength={MESSAGE_LENGTH}
          value={text}
          onInput={(event) => {
            store.draft.value = event.currentTarget.value;
            if (kind === 'message') store.typingSender.key();
          }}
          onBlur={() => store.typingSender.stop()}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button
          type="submit"
          class="button button-main composer-send"
          data-testid="composer-send"
          disabled={text.trim() === ''}
        >
          <Icon of={kind === 'note' ? StickyNote : SendHorizontal} size={17} />
          <span>{t(kind === 'note' ? 'saveNote' : 'send')}</span>
        </button>
      </div>
    </form>
  );
}
