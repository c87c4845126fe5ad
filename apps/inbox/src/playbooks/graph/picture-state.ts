import { computed, signal } from '@preact/signals';
import type { CardInsight } from '#libs/contracts';
import type { Box, Layout, Size } from './layout.ts';
import type { Graph, GraphCard } from './model.ts';
import { type Direction, fitted, neighbour, showing, type View, windowOf, zoomedAt } from './viewport.ts';

/** A graph with its places and all that is written on it. */
export interface Drawn {
  graph: Graph;
  layout: Layout;
  /** By the exit's id; without those that have none. */
  labels: ReadonlyMap<string, string>;
  insights: ReadonlyMap<string, CardInsight>;
}

/** Below this scale nobody can read: cards are blocks of their colour. */
const READABLE = 0.28;

/** What is seen of a picture, and which card has the focus. */
export class PictureState {
  readonly view = signal<View>({ x: 0, y: 0, scale: 1 });
  readonly screen = signal<Size>({ width: 0, height: 0 });
  /** The card that the Tab key goes to. */
  readonly focused = signal<string | null>(null);
  readonly transform = computed(() => {
    const { x, y, scale } = this.view.value;
    return `translate(${x} ${y}) scale(${scale})`;
  });
  readonly isFar = computed(() => this.view.value.scale < READABLE);
  readonly #windowKey = computed(() => JSON.stringify(windowOf(this.view.value, this.screen.value)));
  /** The part that is drawn; another object only when it is another part. */
  readonly window = computed<Box>(() => JSON.parse(this.#windowKey.value) as Box);
  #layout: Layout | null = null;

  /** A new layout: the first that has cards is shown from its top, later ones leave the view where it is. */
  laidOut(layout: Layout, start: string | null): void {
    const isFirst = this.#layout === null || this.#layout.cards.size === 0;
    this.#layout = layout;
    if (isFirst) this.showStart(start);
    const focused = this.focused.peek();
    if (focused === null || !layout.cards.has(focused)) this.focused.value = start;
  }

  /** The start in the middle of the upper edge, as large as life or, for small graphs, everything. */
  showStart(start: string | null): void {
    const layout = this.#layout;
    if (layout === null) return;
    const screen = this.screen.peek();
    const whole = fitted(layout, screen);
    const box = start === null ? undefined : layout.cards.get(start);
    const scale = Math.max(whole.scale, Math.min(0.85, screen.width / 480));
    this.view.value =
      whole.scale > 0.7 || box === undefined
        ? whole
        : { scale, x: screen.width / 2 - (box.x + box.width / 2) * scale, y: 20 - box.y * scale };
  }

  showAll(): void {
    if (this.#layout) this.view.value = fitted(this.#layout, this.screen.peek());
  }

  zoom(factor: number): void {
    const { width, height } = this.screen.peek();
    this.view.value = zoomedAt(this.view.peek(), { x: width / 2, y: height / 2 }, factor);
  }

  /** Gives a card the focus and brings it into sight, large enough to read. */
  show(id: string): void {
    const box = this.#layout?.cards.get(id);
    if (box === undefined) return;
    if (this.isFar.peek()) this.zoom(0.8 / this.view.peek().scale);
    this.view.value = showing(this.view.peek(), box, this.screen.peek());
    this.focused.value = id;
  }

  /** The next card in a direction gets the focus. False where there is none. */
  step(direction: Direction): boolean {
    const from = this.focused.peek();
    const to = this.#layout && from !== null ? neighbour(this.#layout, from, direction) : null;
    if (to !== null) this.show(to);
    return to !== null;
  }
}

export const startOf = ({ cards }: Graph): string | null =>
  (cards.find(({ isStart }) => isStart) ?? cards[0])?.id ?? null;

export const cardIn = ({ cards }: Graph, id: string): GraphCard | null => cards.find((card) => card.id === id) ?? null;
