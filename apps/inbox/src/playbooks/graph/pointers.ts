import type { Point } from './layout.ts';

/** Less than this is a click and no drag, in pixels. */
const DRAG_PX = 4;
/** How much one notch of a wheel zooms. */
const WHEEL = 0.0015;

export interface Gestures {
  move(by: Point): void;
  /** `at` in pixels from the upper left corner of the element. */
  zoom(at: Point, factor: number): void;
}

const middle = ([a, b]: Point[]): Point => ({
  x: ((a?.x ?? 0) + (b?.x ?? 0)) / 2,
  y: ((a?.y ?? 0) + (b?.y ?? 0)) / 2,
});
const apart = ([a, b]: Point[]): number => Math.hypot((a?.x ?? 0) - (b?.x ?? 0), (a?.y ?? 0) - (b?.y ?? 0));

/**
 * Dragging moves, two fingers and the wheel with Control or ⌘ zoom, the wheel alone moves. A click stays a click.
 *
 * @returns ends it
 */
export function followPointers(element: HTMLElement, gestures: Gestures): () => void {
  const down = new Map<number, Point>();
  let isDrag = false;
  const inside = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    down.set(event.pointerId, inside(event));
    isDrag = down.size > 1;
  };
  const onMove = (event: PointerEvent) => {
    const before = down.get(event.pointerId);
    if (before === undefined) return;
    const now = inside(event);
    const pinchBefore = [...down.values()];
    if (!isDrag && Math.hypot(now.x - before.x, now.y - before.y) < DRAG_PX) return;
    if (!isDrag) element.setPointerCapture(event.pointerId);
    isDrag = true;
    down.set(event.pointerId, now);
    const pinch = [...down.values()];
    if (pinch.length === 1) {
      gestures.move({ x: now.x - before.x, y: now.y - before.y });
      return;
    }
    const from = middle(pinchBefore);
    const to = middle(pinch);
    gestures.move({ x: to.x - from.x, y: to.y - from.y });
    gestures.zoom(to, apart(pinch) / Math.max(1, apart(pinchBefore)));
  };
  const onUp = (event: PointerEvent) => {
    down.delete(event.pointerId);
  };
  // what was dragged was not clicked
  const onClick = (event: MouseEvent) => {
    if (isDrag) event.stopPropagation();
    isDrag = false;
  };
  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey)
      gestures.zoom(inside(event), Math.exp(-event.deltaY * WHEEL * (event.deltaMode === 0 ? 4 : 60)));
    else gestures.move({ x: -event.deltaX, y: -event.deltaY });
  };
  const listeners = { pointerdown: onDown, pointermove: onMove, pointerup: onUp, pointercancel: onUp };
  for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener as EventListener);
  element.addEventListener('click', onClick, { capture: true });
  element.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    for (const [name, listener] of Object.entries(listeners))
      element.removeEventListener(name, listener as EventListener);
    element.removeEventListener('click', onClick, { capture: true });
    element.removeEventListener('wheel', onWheel);
  };
}
