import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';

interface Props {
  label: string;
  /** One a row, in order. */
  ids: readonly string[];
  /** How many there are, whether they are here or not; null: nobody knows. */
  total: number | null;
  /** Scrolled to whenever it changes. */
  current: string | null;
  row: (index: number) => ComponentChildren;
  /** At the end of the list. */
  footer?: ComponentChildren;
  /** Told what is on the screen; `end`: the last row, too. */
  onSight: (ids: ReadonlySet<string>, end: boolean) => void;
}

/** Before a row was measured; most have two lines. */
const ROW_HEIGHT = 62;
const OVERSCAN = 8;

/** Thousands of rows of which only those near the screen exist. What is at the top stays there when rows move. */
export function VirtualList({ label, ids, total, current, row, footer, onSight }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const focused = useRef<string | null>(null);
  const list = useVirtualizer({
    count: ids.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => ids[index] ?? index,
    overscan: OVERSCAN,
    // the row with the focus stays, however far away it is: keys go on from there
    rangeExtractor: (range) => {
      const at = focused.current === null ? -1 : ids.indexOf(focused.current);
      const near = defaultRangeExtractor(range);
      return at === -1 || near.includes(at) ? near : [...near, at].sort((a, b) => a - b);
    },
  });
  useSteadyTop(list, ids, frame);

  const items = list.getVirtualItems();
  const { startIndex = 0, endIndex = -1 } = list.range ?? {};
  useEffect(() => {
    onSight(new Set(ids.slice(startIndex, endIndex + 1)), endIndex >= ids.length - 1);
  }, [ids, startIndex, endIndex]);
  useEffect(() => {
    const at = current === null ? -1 : ids.indexOf(current);
    if (at !== -1) list.scrollToIndex(at, { align: 'auto' });
  }, [current]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -ids.length, End: ids.length }[event.key];
    const at = focused.current === null ? -1 : ids.indexOf(focused.current);
    if (step === undefined || at === -1 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const to = Math.min(Math.max(at + step, 0), ids.length - 1);
    focused.current = ids[to] ?? null;
    list.scrollToIndex(to, { align: 'auto' });
    focusWhenThere(frame, to);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the rows inside
    <div
      class="list-rows"
      ref={frame}
      data-testid="list-rows"
      onKeyDown={onKeyDown}
      onFocusIn={(event) => {
        const at = (event.target as Element).closest<HTMLElement>('[data-index]')?.dataset.index;
        focused.current = at === undefined ? null : (ids[Number(at)] ?? null);
      }}
      onFocusOut={() => {
        focused.current = null;
      }}
    >
      <ul aria-label={label} style={{ position: 'relative', height: `${list.getTotalSize()}px` }}>
        {items.map(({ key, index, start }) => (
          <li
            key={key}
            class="list-row"
            data-index={index}
            ref={list.measureElement}
            aria-setsize={total ?? -1}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
          >
            {row(index)}
          </li>
        ))}
      </ul>
      {footer}
    </div>
  );
}

/** The row may have to be rendered first. */
function focusWhenThere(frame: { current: HTMLElement | null }, index: number, tries = 10): void {
  const row = frame.current?.querySelector<HTMLElement>(`[data-index="${index}"] button`);
  if (row) row.focus({ preventScroll: true });
  else if (tries > 0) requestAnimationFrame(() => focusWhenThere(frame, index, tries - 1));
}

type Needed<K extends keyof VirtualizerOptions<HTMLElement, HTMLElement>> = Pick<
  VirtualizerOptions<HTMLElement, HTMLElement>,
  K
>;
type Options = Needed<'count' | 'getScrollElement' | 'estimateSize'> &
  Partial<Needed<'getItemKey' | 'overscan' | 'rangeExtractor'>>;

/** TanStack's virtualizer as a hook of Preact. */
function useVirtualizer(options: Options): Virtualizer<HTMLElement, HTMLElement> {
  const [, render] = useReducer((count: number) => count + 1, 0);
  const all = { ...options, observeElementRect, observeElementOffset, scrollToFn: elementScroll, onChange: render };
  const [list] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(all));
  list.setOptions(all);
  useLayoutEffect(() => list._didMount(), [list]);
  useLayoutEffect(() => list._willUpdate());
  return list;
}

/** Rows come, go and move: whoever has scrolled down keeps before their eyes what they were reading. */
function useSteadyTop(
  list: Virtualizer<HTMLElement, HTMLElement>,
  ids: readonly string[],
  frame: { current: HTMLElement | null },
): void {
  const top = useRef<{ id: string; below: number }[]>([]);
  const offset = list.scrollOffset ?? 0;
  const before = useRef(ids);
  useLayoutEffect(() => {
    const moved = before.current !== ids;
    before.current = ids;
    if (moved && offset > 0 && frame.current) {
      // the first of the rows before the eyes that is still there
      const kept = top.current.find(({ id }) => ids.includes(id));
      const at = kept ? ids.indexOf(kept.id) : -1;
      const place = at === -1 ? undefined : list.getOffsetForIndex(at, 'start')?.[0];
      const wanted = place === undefined || !kept ? offset : place + kept.below;
      if (Math.abs(wanted - offset) >= 1) list.scrollToOffset(wanted);
    }
    top.current = list
      .getVirtualItems()
      .filter(({ end }) => end > (list.scrollOffset ?? 0))
      .map(({ key, start }) => ({ id: String(key), below: (list.scrollOffset ?? 0) - start }));
  });
}
