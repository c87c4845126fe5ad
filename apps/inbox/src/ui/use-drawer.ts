import type { Signal } from '@preact/signals';
import { type RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A drawer over the page: it takes the focus when it opens, Escape shuts it, and the focus goes back where it was. */
export function useDrawer(drawer: RefObject<HTMLElement | null>, open: Signal<boolean>): void {
  const before = useRef<Element | null>(null);
  const isOpen = open.value;
  useEffect(() => {
    if (!isOpen) return;
    before.current = document.activeElement;
    const first = [...(drawer.current?.querySelectorAll('button') ?? [])].find((button) => button.checkVisibility());
    first?.focus();
    const onKeyDown = (event: KeyboardEvent) => {
      // a dialog or a menu inside comes first, the page's own keys come after
      if (event.key !== 'Escape' || document.querySelector('dialog[open], [role=menu]')) return;
      event.stopPropagation();
      open.value = false;
    };
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      document.removeEventListener('keydown', onKeyDown, { capture: true });
      if (before.current instanceof HTMLElement) before.current.focus();
    };
  }, [isOpen]);
}
