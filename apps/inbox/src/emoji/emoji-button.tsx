import { useSignal } from '@preact/signals';
import { Smile } from 'lucide';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { language, t } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';
import { Popover } from '../ui/popover.tsx';

/** Opens the picker; `onEmoji` gets what was chosen, and the picker closes. */
export function EmojiButton({ onEmoji }: { onEmoji: (emoji: string) => void }) {
  const open = useSignal(false);
  const close = useCallback(() => {
    open.value = false;
  }, []);
  return (
    <span class="tool-frame">
      <button
        type="button"
        class="button-plain tool"
        data-testid="emoji"
        aria-label={t('emoji')}
        title={t('emoji')}
        aria-expanded={open.value}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <Icon of={Smile} />
      </button>
      {open.value && (
        <Popover label={t('emoji')} testId="emoji-picker" onClose={close}>
          <Picker
            onEmoji={(emoji) => {
              close();
              onEmoji(emoji);
            }}
          />
        </Popover>
      )}
    </span>
  );
}

function Picker({ onEmoji }: { onEmoji: (emoji: string) => void }) {
  const place = useRef<HTMLDivElement>(null);
  const state = useSignal<'loading' | 'there' | 'failed'>('loading');
  const chosen = useRef(onEmoji);
  chosen.current = onEmoji;
  useEffect(() => {
    let over = false;
    import('./make-picker.ts').then(
      ({ makePicker }) => {
        if (over) return;
        place.current?.append(makePicker(language.peek(), (emoji) => chosen.current(emoji)));
        state.value = 'there';
      },
      () => {
        state.value = 'failed';
      },
    );
    return () => {
      over = true;
    };
  }, []);
  return (
    <>
      <div ref={place} />
      {state.value !== 'there' && (
        <p class="muted popover-words" role="status">
          {t(state.value === 'failed' ? 'partNotLoaded' : 'loading')}
        </p>
      )}
    </>
  );
}
