import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { FileView } from '#libs/contracts';
import type { GivenAnswer } from '../outbox.ts';
import { amount, isForm } from '../prompts.ts';
import type { OpenPrompt } from '../story.ts';
import { MESSAGE_LENGTH, sendable } from '../text.ts';
import { AttachButton, Tray } from './attach.tsx';
import { useConsent } from './consent.tsx';
import { EmojiPicker } from './emoji-picker.tsx';
import { FIELDS, fieldLabel } from './fields.ts';
import { Icon } from './icon.tsx';
import { Skip } from './skip.tsx';
import type { Attachments } from './use-attachments.ts';
import { useWords } from './words.ts';

const hasFocus = (element: Element | null): boolean =>
  element !== null && (element.getRootNode() as ShadowRoot).activeElement === element;

export interface ComposerProps {
  openPrompt: OpenPrompt | null;
  /** Where the emoji are. */
  origin: string;
  draft: string;
  /** Rises whenever the field is to take the focus. */
  focusWish: number;
  onDraft: (text: string) => void;
  /** What goes with the next message; null: no files are taken now. */
  attachments: Attachments | null;
  /** A plain message. Answers false where it was not taken. */
  onSay: (text: string, files: readonly FileView[]) => boolean;
  /** What the open prompt asks to type. */
  onAnswer: (answer: GivenAnswer, byKeyboard: boolean) => void;
}

export function Composer(props: ComposerProps) {
  const words = useWords();
  const { t } = words;
  const { draft, focusWish, onAnswer } = props;
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const hadFocus = useRef(false);
  const [picking, setPicking] = useState(false);
  const asked = props.openPrompt?.body;
  const input = asked && !isForm(asked.input) ? asked.input : undefined;
  const prompt = input && asked ? asked : null;
  const consent = useConsent(prompt ?? {});
  const kind = input ? FIELDS[input] : null;
  const value = input === 'date' && !/^\d{4}-/.test(draft) ? '' : draft;
  const text = sendable(value);
  const over = text.length - MESSAGE_LENGTH;
  const attachments = input ? null : props.attachments;
  const hasFiles = (attachments?.stored.length ?? 0) > 0;
  const canSend = over <= 0 && (text !== '' || hasFiles) && !attachments?.uploading;
  const label = input && prompt ? fieldLabel(input, prompt, words) : t('composer.message');

  useEffect(() => {
    if (focusWish > 0) field.current?.focus();
  }, [focusWish]);
  // Asking for something else exchanges the field; whoever was typing goes on typing.
  hadFocus.current = hasFocus(field.current);
  useLayoutEffect(() => {
    if (hadFocus.current) field.current?.focus();
  }, [kind]);

  const send = (event: Event): void => {
    event.preventDefault();
    if (!canSend) return;
    const given = consent.given();
    if (!given) return;
    if (prompt) onAnswer({ text: amount(text, prompt.currency), ...given }, false);
    else if (props.onSay(text, attachments?.stored ?? [])) attachments?.sent();
    field.current?.focus();
  };
  const pickingEnds = (): void => {
    setPicking(false);
    field.current?.focus();
  };
  const insert = (emoji: string): void => {
    const { current } = field;
    current?.setRangeText(emoji, current.selectionStart ?? 0, current.selectionEnd ?? 0, 'end');
    props.onDraft(current?.value ?? '');
    pickingEnds();
  };
  const common = {
    ref: field,
    class: 'field',
    'data-testid': 'foyer-input',
    value,
    placeholder: label,
    'aria-label': prompt?.currency ? `${label} (${prompt.currency})` : label,
    'aria-invalid': over > 0 || (prompt?.again === true && value === ''),
    dir: 'auto' as const,
    onInput: (event: Event) => props.onDraft((event.currentTarget as HTMLInputElement).value),
  };

  return (
    <form class="composer" noValidate onSubmit={send}>
      {over > 0 && (
        <p class="failure" role="alert">
          {t('error.tooLong', { over })}
        </p>
      )}
      {consent.box}
      {attachments && <Tray attachments={attachments} />}
      {picking && !kind && <EmojiPicker origin={props.origin} onEmoji={insert} onClose={pickingEnds} />}
      <div class="line">
        {attachments && <AttachButton attachments={attachments} />}
        {!kind && (
          <button
            type="button"
            class="attach"
            data-testid="foyer-emoji"
            aria-label={t('composer.emoji')}
            aria-expanded={picking}
            onClick={() => setPicking(!picking)}
          >
            <Icon name="smile" />
          </button>
        )}
        {kind ? (
          <span class="boxed">
            <input key={input} {...common} {...kind} name={input} />
            {prompt?.currency && (
              <span class="unit" aria-hidden="true">
                {prompt.currency}
              </span>
            )}
          </span>
        ) : (
          <textarea
            key="text"
            {...common}
            rows={1}
            onPaste={(event) => {
              const files = [...(event.clipboardData?.files ?? [])];
              if (files.length === 0 || !attachments) return;
              event.preventDefault();
              attachments.add(files);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event);
            }}
          />
        )}
        <button type="submit" class="send" data-testid="foyer-send" aria-label={t('composer.send')} disabled={!canSend}>
          <Icon name="send" />
        </button>
      </div>
      {prompt && <Skip prompt={prompt} onAnswer={onAnswer} />}
    </form>
  );
}
