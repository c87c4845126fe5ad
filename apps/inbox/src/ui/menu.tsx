import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type ShortcutId, shortcut } from '../keys/shortcuts.ts';

interface Props {
  label: ComponentChildren;
  testId: string;
  className?: string;
  /** What the button does, where its label is only a picture. */
  name?: string;
  disabled?: boolean;
  /** The key that opens it. */
  shortcutId?: ShortcutId;
  /** The items; they are `MenuItem`s. */
  children: ComponentChildren;
}

const itemsOf = (menu: HTMLElement): HTMLElement[] => [
  ...menu.querySelectorAll<HTMLElement>('[role="menuitem"]:not(:disabled)'),
];

/** A button with a menu: arrows move, Escape and a click elsewhere close, choosing closes. */
export function Menu({ label, testId, className = 'button', name, disabled = false, shortcutId, children }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    if (!open) return;
    if (menu.current) itemsOf(menu.current)[0]?.focus();
    const elsewhere = (event: Event) => {
      if (!frame.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', elsewhere);
    return () => document.removeEventListener('pointerdown', elsewhere);
  }, [open]);

  const shut = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open || !menu.current) return;
    if (event.key === 'Escape' || event.key === 'Tab') {
      shut();
      if (event.key === 'Escape') event.stopPropagation();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = itemsOf(menu.current);
    const at = items.indexOf(document.activeElement as HTMLElement);
    items[(at + step + items.length) % items.length]?.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the menu inside
    <div class="menu-frame" ref={frame} onKeyDown={onKeyDown}>
      <button
        type="button"
        ref={button}
        class={className}
        data-testid={testId}
        {...(shortcutId && shortcut(shortcutId))}
        aria-label={name}
        title={name}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        disabled={disabled}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the items are buttons
        <div class="menu" role="menu" id={id} ref={menu} onClick={shut}>
          {children}
        </div>
      )}
    </div>
  );
}
