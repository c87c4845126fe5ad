import { type Signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Takes files that are dropped onto the conversation that the element stands in.
 * @param take null: files are not taken now, and one that is dropped all the same does not lead away from the page
 * @returns whether files are held over it
 */
export function useDrop(
  element: RefObject<HTMLElement | null>,
  take: ((files: File[]) => void) | null,
): Signal<boolean> {
  const over = useSignal(false);
  const taking = useRef(take);
  taking.current = take;
  useEffect(() => {
    const target = element.current?.closest<HTMLElement>('.conversation');
    const ends = new AbortController();
    const on = (kind: string, use: (event: DragEvent) => void) =>
      target?.addEventListener(kind, use as (event: Event) => void, { signal: ends.signal });
    on('dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      over.value = taking.current !== null;
    });
    on('dragleave', (event) => {
      if (!target?.contains(event.relatedTarget as Node | null)) over.value = false;
    });
    on('drop', (event) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      over.value = false;
      if (files.length === 0) return;
      event.preventDefault();
      taking.current?.(files);
    });
    return () => ends.abort();
  }, []);
  return over;
}
