import { useEffect, useRef, useState } from 'preact/hooks';
import { type Emoji, loadEmoji } from '../emoji.ts';
import { useWords } from './words.ts';

/** As the style sheet lays them out. */
const COLUMNS = 8;

/** Where a key leads from the emoji at `index`; `forth` is 1, or -1 where people write from right to left. */
const STEPS: Record<string, (index: number, forth: number, last: number) => number> = {
  ArrowLeft: (index, forth) => index - forth,
  ArrowRight: (index, forth) => index + forth,
  ArrowUp: (index) => index - COLUMNS,
  ArrowDown: (index) => index + COLUMNS,
  Home: () => 0,
  End: (_index, _forth, last) => last,
};

export interface EmojiPickerProps {
  origin: string;
  onEmoji: (emoji: string) => void;
  onClose: () => void;
}

/** One stop for the Tab key; arrows lead through it, Escape closes it. */
export function EmojiPicker({ origin, onEmoji, onClose }: EmojiPickerProps) {
  const { language, t } = useWords();
  const [list, setList] = useState<readonly Emoji[] | null>(null);
  const [failed, setFailed] = useState(false);
  const [at, setAt] = useState(0);
  const grid = useRef<HTMLFieldSetElement>(null);
  const focus = (index: number) => {
    setAt(index);
    grid.current?.querySelectorAll('button')[index]?.focus();
  };
  useEffect(() => {
    loadEmoji(origin, language).then(setList, () => setFailed(true));
  }, []);
  useEffect(() => {
    if (list) focus(0);
  }, [list]);

  const step = (event: KeyboardEvent) => {
    const { key, currentTarget } = event;
    if (key === 'Escape') {
      // it closes this, not the chat
      event.stopPropagation();
      onClose();
      return;
    }
    const last = (list?.length ?? 0) - 1;
    const forth = (currentTarget as Element).matches(':dir(rtl)') ? -1 : 1;
    const to = STEPS[key]?.(at, forth, last);
    if (to === undefined) return;
    event.preventDefault();
    if (to >= 0 && to <= last) focus(to);
  };
  return (
    <fieldset ref={grid} class="emoji" data-testid="foyer-emoji-picker" onKeyDown={step}>
      <legend class="unseen">{t('composer.emoji')}</legend>
      {failed && <p role="alert">{t('composer.emojiFailed')}</p>}
      {list?.map(({ emoji, name }, index) => (
        <button
          key={emoji}
          type="button"
          aria-label={name}
          title={name}
          tabIndex={index === at ? 0 : -1}
          onClick={() => onEmoji(emoji)}
        >
          {emoji}
        </button>
      ))}
    </fieldset>
  );
}
