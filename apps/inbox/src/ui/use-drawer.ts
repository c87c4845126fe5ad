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
      // a dialog or a menu inside comes first
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]'))
        open.value = false;
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      if (before.current instanceof HTMLElement) before.current.focus();
    };
  }, [isOpen]);
}
