import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { InputKind } from '#libs/contracts';
import { MESSAGE_LENGTH, sendable } from '../text.ts';
import { Icon } from './icon.tsx';
import { useWords } from './words.ts';

/** How the browser helps with what is asked for; `null` is free text of many lines. */
const FIELDS = {
  name: { type: 'text', autocomplete: 'name' },
  email: { type: 'email', autocomplete: 'email' },
  phone: { type: 'tel', autocomplete: 'tel' },
  organisation: { type: 'text', autocomplete: 'organization' },
  text: null,
} as const satisfies { readonly [K in InputKind]: object | null };

const hasFocus = (element: Element | null): boolean =>
  element !== null && (element.getRootNode() as ShadowRoot).activeElement === element;

export interface ComposerProps {
  /** What the open prompt asks to type; null for a plain message. */
  input: InputKind | null;
  skippable: boolean;
  draft: string;
  /** Rises whenever the field is to take the focus. */
  focusWish: number;
  onDraft: (text: string) => void;
  onSend: (text: string) => void;
  onSkip: (text: string) => void;
}

export function Composer(props: ComposerProps) {
  const { t } = useWords();
  const { input, draft, focusWish } = props;
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const hadFocus = useRef(false);
  const kind = input ? FIELDS[input] : null;
  const text = sendable(draft);
  const over = text.length - MESSAGE_LENGTH;
  const label = t(`composer.${input ?? 'message'}`);

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
    if (text !== '' && over <= 0) props.onSend(text);
    field.current?.focus();
  };
  const common = {
    ref: field,
    class: 'field',
    'data-testid': 'foyer-input',
    value: draft,
    placeholder: label,
    'aria-label': label,
    'aria-invalid': over > 0,
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
      <div class="line">
        {kind ? (
          <input key={kind.autocomplete} {...common} {...kind} name={kind.autocomplete} />
        ) : (
          <textarea
            key="text"
            {...common}
            rows={1}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event);
            }}
          />
        )}
        {props.skippable && (
          <button type="button" class="skip" data-testid="foyer-skip" onClick={() => props.onSkip(t('composer.skip'))}>
            {t('composer.skip')}
          </button>
        )}
        <button
          type="submit"
          class="send"
          data-testid="foyer-send"
          aria-label={t('composer.send')}
          disabled={text === '' || over > 0}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
