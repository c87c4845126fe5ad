import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Keeps the focus in a place whose parts come and go: where the focused part has gone with the change of `what`, the
 * place itself takes it. It needs a `tabIndex` of -1.
 */
export function useKeptFocus(place: RefObject<HTMLElement | null>, what: unknown): void {
  const wasInside = useRef(false);
  useEffect(() => {
    const follow = (event: FocusEvent) => {
      wasInside.current = place.current?.contains(event.target as Node) ?? false;
    };
    document.addEventListener('focusin', follow);
    return () => document.removeEventListener('focusin', follow);
  }, []);
  useEffect(() => {
    if (wasInside.current && document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, [what]);
}
