import type { Box, Layout, Point, Size } from './layout.ts';

/** Which part of the picture is seen: a point p of it stands at p · scale + (x, y) on the screen. */
export interface View extends Point {
  scale: number;
}

export const SMALLEST = 0.01;
export const LARGEST = 2;
/** The window that is drawn grows in steps of this many pixels of the screen, so that moving seldom draws anew. */
const STEP = 400;

const within = (scale: number): number => Math.min(LARGEST, Math.max(SMALLEST, scale));

/** Zooms so that what is under `point` (on the screen) stays there. */
export function zoomedAt(view: View, point: Point, factor: number): View {
  const scale = within(view.scale * factor);
  const ratio = scale / view.scale;
  return { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio };
}

/** Everything in sight, in the middle, never larger than life. */
export function fitted(content: Size, screen: Size, margin = 16): View {
  const scale = within(
    Math.min(
      1,
      (screen.width - 2 * margin) / Math.max(1, content.width),
      (screen.height - 2 * margin) / Math.max(1, content.height),
    ),
  );
  return {
    scale,
    x: (screen.width - content.width * scale) / 2,
    y: Math.max(margin, (screen.height - content.height * scale) / 2),
  };
}

/** The view moved as little as needed for a box to be wholly in sight. */
export function showing(view: View, box: Box, screen: Size, margin = 32): View {
  const move = (from: number, length: number, room: number): number => {
    if (from < margin) return margin - from;
    return from + length > room - margin ? Math.max(room - margin - (from + length), margin - from) : 0;
  };
  const { scale } = view;
  return {
    scale,
    x: view.x + move(box.x * scale + view.x, box.width * scale, screen.width),
    y: view.y + move(box.y * scale + view.y, box.height * scale, screen.height),
  };
}

/** The part of the picture that has to be drawn, with room to move before it changes. */
export function windowOf(view: View, screen: Size): Box {
  const step = STEP / view.scale;
  const from = (offset: number): number => Math.floor(-offset / view.scale / step) * step - step;
  const x = from(view.x);
  const y = from(view.y);
  const until = (offset: number, room: number): number => Math.ceil((room - offset) / view.scale / step) * step + step;
  return { x, y, width: until(view.x, screen.width) - x, height: until(view.y, screen.height) - y };
}

export const touches = (a: Box, b: Box): boolean =>
  a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;

export type Direction = 'up' | 'down' | 'left' | 'right';

const STEPS: Record<Direction, Point> = {
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
};

const middle = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/** The card that the eye finds in a direction: near, and not far off to the side. Null where there is none. */
export function neighbour(layout: Layout, id: string, direction: Direction): string | null {
  const own = layout.cards.get(id);
  if (own === undefined) return null;
  const step = STEPS[direction];
  const from = middle(own);
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [other, box] of layout.cards) {
    if (other === id) continue;
    const to = middle(box);
    const ahead = (to.x - from.x) * step.x + (to.y - from.y) * step.y;
    const aside = Math.abs((to.x - from.x) * step.y) + Math.abs((to.y - from.y) * step.x);
    if (ahead <= 1) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) {
      least = cost;
      best = other;
    }
  }
  return best;
}
