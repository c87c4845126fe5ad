import type { Signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../texts/index.ts';
import { CardBlock, CardPicture } from './card-picture.tsx';
import { lineThrough } from './drawing.ts';
import type { Layout } from './layout.ts';
import type { Drawn, PictureState } from './picture-state.ts';
import { followPointers } from './pointers.ts';
import { shortened } from './sizes.ts';
import { type Direction, touches, zoomedAt } from './viewport.ts';

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};
const ZOOM_STEP = 1.25;

interface Props {
  state: PictureState;
  drawn: Drawn;
  /** Cards with problems. */
  wrong: ReadonlySet<string>;
  selected: Signal<string | null>;
}

/** The graph, drawn as far as it is in sight. Arrows move from card to card, Enter opens one. */
export function Picture({ state, drawn, wrong, selected }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => {
      state.screen.value = { width: element.clientWidth, height: element.clientHeight };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [state]);
  useEffect(() => {
    if (!frame.current) return;
    return followPointers(frame.current, {
      move: ({ x, y }) => {
        const view = state.view.peek();
        state.view.value = { ...view, x: view.x + x, y: view.y + y };
      },
      zoom: (at, factor) => {
        state.view.value = zoomedAt(state.view.peek(), at, factor);
      },
    });
  }, [state]);

  const focusCard = () => {
    const id = state.focused.peek();
    // it may have come into sight just now
    requestAnimationFrame(() => {
      frame.current?.querySelector<SVGElement>(`[data-card-id="${CSS.escape(id ?? '')}"]`)?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = DIRECTIONS[event.key];
    const isOnCard = (event.target as Element).hasAttribute('data-card-id');
    if (direction !== undefined && isOnCard) {
      event.preventDefault();
      if (state.step(direction)) focusCard();
    } else if ((event.key === 'Enter' || event.key === ' ') && isOnCard) {
      event.preventDefault();
      selected.value = state.focused.peek();
    } else if (event.key === 'Escape') selected.value = null;
    else if (event.key === '+' || event.key === '=') state.zoom(ZOOM_STEP);
    else if (event.key === '-') state.zoom(1 / ZOOM_STEP);
    else if (event.key === '0') state.showAll();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the cards inside
    <div class="picture" ref={frame} onKeyDown={onKeyDown} data-testid="graph">
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing has no fieldset */}
      <svg class="picture-svg" role="group" aria-label={t('graphLabel')} width="100%" height="100%">
        <defs>
          <Arrow id="arrow" />
          <Arrow id="arrow-near" />
        </defs>
        <g transform={state.transform}>
          <Edges state={state} drawn={drawn} selected={selected} />
          <Cards state={state} drawn={drawn} wrong={wrong} selected={selected} />
        </g>
      </svg>
    </div>
  );
}

function Arrow({ id }: { id: string }) {
  return (
    <marker
      id={id}
      viewBox="0 0 8 8"
      refX="7"
      refY="4"
      markerUnits="userSpaceOnUse"
      markerWidth="10"
      markerHeight="10"
      orient="auto"
    >
      <path class={id} d="M0 0.5L7.5 4L0 7.5z" />
    </marker>
  );
}

function Edges({ state, drawn, selected }: Pick<Props, 'state' | 'drawn' | 'selected'>) {
  const { layout, labels, graph } = drawn;
  if (state.isFar.value) return <path class="edge edge-far" d={allLines(layout)} />;
  const seen = state.window.value;
  const chosen = selected.value;
  const ends = new Map(graph.edges.map((edge) => [edge.id, edge]));
  return (
    <>
      {layout.edges
        .filter(({ box }) => touches(box, seen))
        .map(({ id, points, label: place }) => {
          const edge = ends.get(id);
          const label = labels.get(id);
          const isNear = chosen !== null && (edge?.from === chosen || edge?.to === chosen);
          return (
            <g key={id} class={isNear ? 'edge-near' : undefined}>
              <path class="edge" d={lineThrough(points)} marker-end={isNear ? 'url(#arrow-near)' : 'url(#arrow)'} />
              {place && label !== undefined && (
                <g transform={`translate(${place.x} ${place.y})`}>
                  <title>{label}</title>
                  <rect class="edge-label-back" width={place.width} height={place.height} rx={5} />
                  <text class={`edge-label way-${edge?.exit.way}`} x={place.width / 2} y={13} text-anchor="middle">
                    {shortened(label)}
                  </text>
                </g>
              )}
            </g>
          );
        })}
    </>
  );
}

const lines = new WeakMap<Layout, string>();

/** All lines as one: from afar nobody tells them apart. */
function allLines(layout: Layout): string {
  const known = lines.get(layout);
  if (known !== undefined) return known;
  const all = layout.edges.map(({ points }) => lineThrough(points)).join('');
  lines.set(layout, all);
  return all;
}

function Cards({ state, drawn, wrong, selected }: Props) {
  const { graph, layout, insights } = drawn;
  const seen = state.window.value;
  const focused = state.focused.value;
  const isFar = state.isFar.value;
  return (
    <>
      {graph.cards.map((card) => {
        const box = layout.cards.get(card.id);
        if (box === undefined || (card.id !== focused && !touches(box, seen))) return null;
        const shared = {
          card,
          box,
          isFocused: card.id === focused,
          isSelected: card.id === selected.value,
          isWrong: wrong.has(card.id),
          insight: insights.get(card.id),
          onOpen: () => {
            state.focused.value = card.id;
            selected.value = card.id;
          },
          onFocus: () => {
            state.focused.value = card.id;
          },
        };
        return isFar ? <CardBlock key={card.id} {...shared} /> : <CardPicture key={card.id} {...shared} />;
      })}
    </>
  );
}
