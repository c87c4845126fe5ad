import { MessageSquareQuote, Pencil, SendHorizontal, StickyNote } from 'lucide';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useDesk } from '../app/desk.ts';
import { showFailure, showToast } from '../app/toasts.ts';
import { EmojiButton } from '../emoji/emoji-button.tsx';
import { useDrop } from '../files/drop.ts';
import { MOST_FILES } from '../files/kinds.ts';
import { Tray } from '../files/tray.tsx';
import { t } from '../i18n/index.ts';
import { isStepping } from '../keys/handler.ts';
import { MESSAGE_LENGTH } from '../protocol.ts';
import { colleagueWrote } from '../timeline/colleague.ts';
import { MOST_KEPT } from '../timeline/shelf.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Icon } from '../ui/icon.tsx';
import { isTooLong } from '../ui/length.ts';
import { TooLong } from '../ui/lengths.tsx';
import { AttachButton } from './attach-button.tsx';
import { ColleagueWrote } from './colleague-wrote.tsx';
import { insertAt } from './insert.ts';
import { stillNamed } from './mentions.ts';
import { Modes } from './modes.tsx';
import { useSuggestions } from './use-suggestions.tsx';

interface Props {
  store: ConversationStore;
  /** Whether messages to the visitor may be written, or notes only. */
  leads: boolean;
  input: RefObject<HTMLTextAreaElement | null>;
  onManage: () => void;
}

/** The field with its tools. */
export function Editor({ store, leads, input, onManage }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const { me } = useDesk();
  const { attachments } = store;
  const { writing } = store;
  const kind = writing.kind.value;
  const text = writing.text.value;
  const editing = writing.editing.value;
  const canHover = matchMedia('(hover: hover)').matches;
  useEffect(() => {
    // On a phone the keyboard would cover what the agent came to read.
    if ((canHover && !isStepping()) || editing) input.current?.focus();
  }, [kind, editing?.seq]);
  useEffect(() => () => store.typingSender.stop(), [store]);

  const attach =
    kind === 'message' && editing === null
      ? (files: File[]) => {
          if (!attachments.add(files)) showToast('bad', t('tooManyFiles', { count: MOST_FILES }));
          input.current?.focus();
        }
      : null;
  const over = useDrop(form, attach);
  const noFiles = kind === 'note' || editing !== null || attachments.stored.value.length === 0;
  const nothing = text.trim() === '' && noFiles;
  const tooLong = isTooLong(text, MESSAGE_LENGTH);
  const canSend = !nothing && !tooLong && (kind === 'note' || !attachments.uploading.value);

  const insert = (words: string, range?: readonly [number, number]) => {
    const field = input.current;
    if (!field) return;
    const [now, cursor] = insertAt(field.value, range ?? [field.selectionStart, field.selectionEnd], words);
    writing.wrote(now);
    field.value = now;
    field.focus();
    field.setSelectionRange(cursor, cursor);
  };
  const suggestions = useSuggestions(store, input, (range, words) => insert(words, range), onManage);
  const offerReplies = () => {
    const before = input.current?.value.slice(0, input.current.selectionStart) ?? '';
    insert(/(^|\s)$/.test(before) ? '/' : ' /');
    suggestions.look();
  };
  const send = () => {
    if (!canSend) return;
    if (writing.editing.peek()) {
      writing.saveEdit((seq, words) => store.amend(seq, words)).catch(showFailure);
      return;
    }
    const newer =
      kind === 'message' ? colleagueWrote(store.timeline.peek().entries, writing.beganAt, me.value.id) : null;
    // each is shown once
    if (newer && newer.seq !== writing.asked.peek()?.seq) {
      writing.asked.value = newer;
      return;
    }
    const words = writing.text.peek().trim();
    const files = kind === 'message' ? attachments.stored.peek() : [];
    const mentions = kind === 'note' ? stillNamed(writing.named, words) : [];
    const written = { kind, text: words, ...(files.length > 0 && { files }), ...(mentions.length > 0 && { mentions }) };
    if (!store.send(written)) {
      showToast('bad', t('tooManyWaiting', { count: MOST_KEPT }));
      return;
    }
    if (kind === 'message') attachments.sent();
    writing.sent();
    // Whoever does not lead it came for this one note.
    if (!leads) writing.turn('message');
  };
  return (
    <form
      ref={form}
      class={`composer composer-${kind} ${over.value ? 'is-over' : ''}`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
        input.current?.focus();
      }}
    >
      {kind === 'message' && writing.asked.value && <ColleagueWrote entry={writing.asked.value} />}
      {editing && (
        <p class="editing" data-testid="editing">
          <Icon of={Pencil} size={14} />
          {t('editing')}
          <button type="button" class="link" onClick={() => writing.editEnds()}>
            {t('cancel')}
          </button>
        </p>
      )}
      {suggestions.view}
      <Modes store={store} leads={leads} />
      {kind === 'message' && editing === null && <Tray attachments={attachments} />}
      <TooLong text={text} most={MESSAGE_LENGTH} />
      <div class="composer-row">
        <span class="composer-tools">
          {attach && <AttachButton onFiles={attach} />}
          <EmojiButton onEmoji={insert} />
          {kind === 'message' && (
            <button
              type="button"
              class="button-plain tool"
              data-testid="canned"
              aria-label={t('cannedReplies')}
              title={t('cannedReplies')}
              onClick={offerReplies}
            >
              <Icon of={MessageSquareQuote} />
            </button>
          )}
        </span>
        <textarea
          ref={input}
          class="composer-input"
          rows={1}
          dir="auto"
          data-testid="composer-input"
          aria-label={kind === 'note' ? t('internalNote') : t('composerLabel')}
          placeholder={t(kind === 'note' ? 'composerNote' : 'composerMessage')}
          title={t('composerHint')}
          aria-invalid={tooLong}
          value={text}
          {...suggestions.attributes}
          onInput={(event) => {
            writing.wrote(event.currentTarget.value);
            if (kind === 'message') store.typingSender.key();
            suggestions.look();
          }}
          onPaste={(event) => {
            const files = [...(event.clipboardData?.files ?? [])];
            if (files.length === 0 || !attach) return;
            event.preventDefault();
            attach(files);
          }}
          onSelect={suggestions.look}
          onBlur={() => store.typingSender.stop()}
          onKeyDown={(event) => {
            if (suggestions.onKey(event)) return;
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="submit" class="button button-main composer-send" data-testid="composer-send" disabled={!canSend}>
          <Icon of={kind === 'note' ? StickyNote : SendHorizontal} size={17} />
          <span>{t(kind === 'note' ? 'saveNote' : 'send')}</span>
        </button>
      </div>
    </form>
  );
}
