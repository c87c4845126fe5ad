import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * Takes files that are dropped anywhere on the chat window that `inside` stands in: a file that misses would take the
 * browser away from the page.
 * @returns whether something is held over the window
 */
export function useDrop(inside: RefObject<Element | null>, take: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const panel = inside.current?.closest('.panel');
    const ends = new AbortController();
    const on = (kind: string, use: (event: DragEvent) => void): void =>
      panel?.addEventListener(kind, use as (event: Event) => void, { signal: ends.signal });
    on('dragover', (event) => {
      event.preventDefault();
      setOver(true);
    });
    on('dragleave', (event) => {
      if (!panel?.contains(event.relatedTarget as Node | null)) setOver(false);
    });
    on('drop', (event) => {
      event.preventDefault();
      setOver(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    });
    return () => ends.abort();
  }, []);
  return over;
}
