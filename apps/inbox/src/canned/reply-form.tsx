import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { CannedReply, CannedReplyBody } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { codeOf, failureText } from '../app/toasts.ts';
import { useUnsaved } from '../app/unsaved.ts';
import { DraftConflicts } from '../details/draft-conflicts.tsx';
import { SharedDraft } from '../details/shared-draft.ts';
import { type TextKey, t } from '../i18n/index.ts';
import { isTooLong } from '../ui/length.ts';
import { Lines } from '../ui/lengths.tsx';
import { FIELD_NAMES } from './fill.ts';

const MOST = 4_000;
const LABELS: Record<keyof CannedReplyBody, TextKey> = {
  shortcut: 'cannedShortcut',
  text: 'cannedText',
  shared: 'cannedShare',
};

const bodyOf = ({ shared, shortcut, text }: CannedReplyBody): CannedReplyBody => ({ shared, shortcut, text });

interface Props {
  /** Null: a new one. */
  given: CannedReply | null;
  onDone: () => void;
}

/** One reply. Where a colleague was faster, both are shown and one chooses. */
export function ReplyForm({ given, onDone }: Props) {
  const { canned, me } = useDesk();
  const id = useSignal(given?.id ?? null);
  const draft = useMemo(
    () =>
      new SharedDraft<CannedReplyBody>(given?.version ?? 0, bodyOf(given ?? { shared: false, shortcut: '', text: '' })),
    [],
  );
  const busy = useSignal(false);
  const failure = useSignal('');
  const field = useRef<HTMLTextAreaElement>(null);
  const { shared, shortcut, text } = draft.value.value;
  useUnsaved(draft.dirty.value);
  const addField = (name: string) => {
    const element = field.current;
    if (!element) return;
    element.setRangeText(`{{${name}}}`, element.selectionStart, element.selectionEnd, 'end');
    draft.set({ text: element.value });
    element.focus();
  };

  /** What a colleague has made of it is shown; where it is gone, mine can be kept as a new one. */
  const meetTheirs = async () => {
    await canned.read();
    const theirs = canned.replies.peek().find((reply) => reply.id === id.peek());
    if (theirs) draft.met(theirs.version, bodyOf(theirs));
    else id.value = null;
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy.peek()) return;
    busy.value = true;
    failure.value = '';
    try {
      const body = { ...draft.value.peek(), text: draft.value.peek().text.trim() };
      await (id.peek() === null ? canned.create(body) : canned.change(id.peek() as string, draft.version, body));
      onDone();
    } catch (error) {
      failure.value = failureText(error);
      const code = codeOf(error);
      if (id.peek() !== null && (code === 'stale_version' || code === 'not_found')) {
        await meetTheirs().catch((unread) => {
          failure.value = failureText(unread);
        });
        if (id.peek() === null) failure.value = t('cannedGone');
        // the question says it
        if (draft.conflicts.peek().length > 0) failure.value = '';
      }
    } finally {
      busy.value = false;
    }
  };
  return (
    <form class="canned-form" onSubmit={save}>
      <DraftConflicts draft={draft} title={t('cannedStale')} labels={LABELS} testId="canned-stale" />
      <label class="field">
        <span>{t('cannedShortcut')}</span>
        <input
          required
          pattern="[a-z0-9_\-]{1,32}"
          title={t('cannedShortcutHint')}
          data-testid="canned-shortcut"
          value={shortcut}
          onInput={(event) => draft.set({ shortcut: event.currentTarget.value.replace(/^\//, '').toLowerCase() })}
        />
      </label>
      <label class="field">
        <span>{t('cannedText')}</span>
        <Lines
          field={field}
          required
          rows={5}
          most={MOST}
          dir="auto"
          data-testid="canned-text"
          value={text}
          onInput={(words) => draft.set({ text: words })}
        />
      </label>
      <p class="canned-fields">
        <span class="muted">{t('cannedFields')}</span>
        {FIELD_NAMES.map((name) => (
          <button key={name} type="button" class="button button-small" onClick={() => addField(name)}>
            {name}
          </button>
        ))}
      </p>
      {me.value.role !== 'agent' && (
        <label class="canned-shared">
          <input
            type="checkbox"
            data-testid="canned-shared"
            checked={shared}
            onChange={(event) => draft.set({ shared: event.currentTarget.checked })}
          />
          {t('cannedShare')}
        </label>
      )}
      {failure.value !== '' && (
        <p class="field-wrong" role="alert" data-testid="canned-failure">
          {failure.value}
        </p>
      )}
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={onDone}>
          {t('cancel')}
        </button>
        <button
          type="submit"
          class="button button-main"
          data-testid="canned-save"
          disabled={busy.value || isTooLong(text, MOST) || draft.undecided.value}
        >
          {t('cannedSave')}
        </button>
      </div>
    </form>
  );
}
