import * as elkModule from 'elkjs/lib/elk.bundled.js';
import { lineThrough, plain, wrapped } from './drawing.ts';
import { constructorIn } from './elk-constructor.ts';
import { fromElk, toElk } from './layout.ts';
import { type Graph, graphOf } from './model.ts';
import { PictureState, startOf } from './picture-state.ts';
import { fitted, LARGEST, neighbour, SMALLEST, showing, touches, windowOf, zoomedAt } from './viewport.ts';

const MEASURES = { card: () => ({ width: 200, height: 80 }), label: () => ({ width: 60, height: 16 }) };
const say = (text: string) => ({ en: text });

/** A playbook of `count` cards in a row, each third with a way back. */
const chain = (count: number): Graph =>
  graphOf(
    {
      start: 'c0',
      cards: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `c${index}`,
          index === count - 1
            ? { kind: 'end' }
            : {
                kind: 'question',
                text: say(`Q${index}`),
                choices: [
                  { id: 'on', text: say('On'), next: `c${index + 1}` },
                  { id: 'skip', text: say('Skip'), next: `c${Math.min(count - 1, index + 2)}` },
                  ...(index % 3 === 2 ? [{ id: 'back', text: say('Back'), next: `c${index - 2}` }] : []),
                ],
              },
        ]),
      ),
    },
    'en',
  );
const Elk = constructorIn(elkModule);
const laidOut = async (graph: Graph) => fromElk(await new Elk().layout(toElk(graph, MEASURES)));

describe('the layout', () => {
  test('places every card and every exit, the start on top, none upon another', async () => {
    const graph = chain(12);
    const layout = await laidOut(graph);
    expect([...layout.cards.keys()].sort()).toEqual(graph.cards.map(({ id }) => id).sort());
    expect(layout.edges.map(({ id }) => id).sort()).toEqual(graph.edges.map(({ id }) => id).sort());
    const boxes = [...layout.cards.values()];
    expect(layout.cards.get('c0')?.y).toBe(Math.min(...boxes.map(({ y }) => y)));
    boxes.forEach((box, index) => {
      for (const other of boxes.slice(index + 1)) expect(touches(box, other)).toBe(false);
      expect(touches(box, { x: 0, y: 0, width: layout.width, height: layout.height })).toBe(true);
    });
    for (const { points, label, box } of layout.edges) {
      expect(points.length).toBeGreaterThan(1);
      expect(label && touches(box, label)).toBe(true);
    }
  });

  test('of a card that leads to itself, of an island and of nothing', async () => {
    const odd = graphOf({ start: 'a', cards: { a: { kind: 'jump', to: 'a' }, b: { kind: 'end' } } }, 'en');
    const layout = await laidOut(odd);
    expect(layout.cards.size).toBe(2);
    expect(layout.edges).toHaveLength(1);
    expect((await laidOut({ cards: [], edges: [] })).cards.size).toBe(0);
  });

  test('of 1,000 cards is there in time', async () => {
    const layout = await laidOut(chain(1_000));
    expect(layout.cards.size).toBe(1_000);
  }, 60_000);
});

describe('finding the way by keys', () => {
  test('down goes to a card below, up comes back, and at the edge there is none', async () => {
    const layout = await laidOut(chain(3));
    expect(neighbour(layout, 'c0', 'down')).toBe('c1');
    expect(neighbour(layout, 'c1', 'up')).toBe('c0');
    expect(neighbour(layout, 'c0', 'up')).toBeNull();
    expect(neighbour(layout, 'gone', 'up')).toBeNull();
  });
});

describe('the view', () => {
  const screen = { width: 800, height: 600 };

  test('zooming keeps what is under the pointer', () => {
    const view = { x: 30, y: -20, scale: 1 };
    const point = { x: 200, y: 100 };
    const zoomed = zoomedAt(view, point, 1.5);
    const under = (v: typeof view) => [(point.x - v.x) / v.scale, (point.y - v.y) / v.scale];
    expect(under(zoomed)[0]).toBeCloseTo(under(view)[0] ?? Number.NaN);
    expect(under(zoomed)[1]).toBeCloseTo(under(view)[1] ?? Number.NaN);
  });

  test('zooms within bounds', () => {
    const view = { x: 0, y: 0, scale: 1 };
    expect(zoomedAt(view, { x: 0, y: 0 }, 1e6).scale).toBe(LARGEST);
    expect(zoomedAt(view, { x: 0, y: 0 }, 1e-6).scale).toBe(SMALLEST);
  });

  test('fitting shows everything and enlarges nothing', () => {
    expect(fitted({ width: 100, height: 100 }, screen).scale).toBe(1);
    const { x, y, scale } = fitted({ width: 4_000, height: 900 }, screen);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + 4_000 * scale).toBeLessThanOrEqual(800);
    expect(y + 900 * scale).toBeLessThanOrEqual(600);
  });

  test('a card out of sight is brought into it, one in sight moves nothing', () => {
    const view = { x: 0, y: 0, scale: 1 };
    const box = { x: 1_000, y: -300, width: 200, height: 80 };
    const moved = showing(view, box, screen);
    expect(box.x + moved.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width + moved.x).toBeLessThanOrEqual(800);
    expect(box.y + moved.y).toBeGreaterThanOrEqual(0);
    expect(showing(moved, box, screen)).toEqual(moved);
  });

  test('the first graph with cards is shown from its top, though nothing was drawn before it', async () => {
    const state = new PictureState();
    const nothing = graphOf(null, 'en');
    state.laidOut(await laidOut(nothing), startOf(nothing));
    state.screen.value = screen;
    const graph = chain(40);
    const layout = await laidOut(graph);
    state.laidOut(layout, startOf(graph));
    const { y, scale } = state.view.value;
    expect(state.isFar.value).toBe(false);
    expect(layout.cards.get('c0')!.y * scale + y).toBeCloseTo(20);
    state.zoom(2);
    const before = state.view.value;
    state.laidOut(await laidOut(chain(41)), 'c0');
    expect(state.view.value).toEqual(before);
  });

  test('what is drawn covers the screen, and a small move changes nothing', () => {
    const view = { x: -510, y: -510, scale: 0.5 };
    const seen = windowOf(view, screen);
    expect(seen.x).toBeLessThanOrEqual(1_020);
    expect(seen.x + seen.width).toBeGreaterThanOrEqual(1_020 + 1_600);
    expect(windowOf({ ...view, x: -520 }, screen)).toEqual(seen);
  });
});

describe('drawing', () => {
  test('a line has a curve at each corner', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 0, y: 40 },
      { x: 60, y: 40 },
    ];
    expect(lineThrough(points)).toBe('M0 0L0 32Q0 40 8 40L60 40');
    expect(lineThrough([])).toBe('');
  });

  test.each([
    ['Hi', ['Hi']],
    ['one two three four five', ['one two', 'three four…']],
    ['antidisestablishmentarianism', ['antidisest…']],
    ['', []],
  ])('wraps %j', (text, lines) => {
    expect(wrapped(text, 11, 2, ({ length }) => length)).toEqual(lines);
  });

  test('words are shown without their marks', () => {
    expect(plain('Hi **{{person.name|there}}**,\n*see* [our site](https://x.example)')).toBe(
      'Hi {person.name}, see our site',
    );
  });
});
