import type { ElkNode } from 'elkjs/lib/elk-api.js';
import type { Graph, GraphCard, GraphEdge } from './model.ts';

export interface Size {
  width: number;
  height: number;
}
export interface Point {
  x: number;
  y: number;
}
/** `x` and `y` of the upper left corner. */
export type Box = Point & Size;

export interface LaidEdge {
  id: string;
  points: readonly Point[];
  label: Box | null;
  /** Everything of it. */
  box: Box;
}

/** Where everything stands, in pixels from the upper left corner of the whole. */
export interface Layout extends Size {
  cards: ReadonlyMap<string, Box>;
  edges: readonly LaidEdge[];
}

export const EMPTY_LAYOUT: Layout = { width: 0, height: 0, cards: new Map(), edges: [] };

/** How large what is drawn will be. */
export interface Measures {
  card(card: GraphCard): Size;
  /** Null: the edge has no label. */
  label(edge: GraphEdge): Size | null;
}

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  'elk.spacing.nodeNode': '40',
  'elk.spacing.edgeNode': '20',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.edgeLabel': '4',
  'elk.layered.spacing.nodeNodeBetweenLayers': '40',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.edgeLabels.placement': 'CENTER',
  // a choice is read below its question, however far the way goes on
  'elk.layered.edgeLabels.centerLabelPlacementStrategy': 'TAIL_LAYER',
  'elk.padding': '[top=24,left=24,bottom=24,right=24]',
};

/** Choices stand in the order in which the author wrote them. With many cards that takes ten times as long. */
const IN_ORDER = { 'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES' };
const MOST_IN_ORDER = 150;
/** Halves the time of large graphs for a few more crossings. */
const QUICKLY = {
  'elk.layered.thoroughness': '2',
  'elk.layered.crossingMinimization.greedySwitch.type': 'OFF',
};
const MOST_WITH_CARE = 300;

function optionsFor(cards: number): Record<string, string> {
  if (cards <= MOST_IN_ORDER) return { ...OPTIONS, ...IN_ORDER };
  return cards <= MOST_WITH_CARE ? OPTIONS : { ...OPTIONS, ...QUICKLY };
}

/** The graph as the layout library takes it. The start stands on top. */
export function toElk({ cards, edges }: Graph, measures: Measures): ElkNode {
  return {
    id: 'playbook',
    layoutOptions: optionsFor(cards.length),
    children: cards.map((card) => ({
      id: card.id,
      ...measures.card(card),
      ...(card.isStart && { layoutOptions: { 'elk.layered.layering.layerConstraint': 'FIRST' } }),
    })),
    edges: edges.map((edge) => {
      const label = measures.label(edge);
      return {
        id: edge.id,
        sources: [edge.from],
        targets: [edge.to],
        ...(label && { labels: [{ text: edge.id, ...label, layoutOptions: { 'elk.edgeLabels.inline': 'true' } }] }),
      };
    }),
  };
}

const boxOf = ({ x = 0, y = 0, width = 0, height = 0 }: Partial<Box>): Box => ({ x, y, width, height });

function around(points: readonly Point[], label: Box | null): Box {
  const corners = label ? [...points, label, { x: label.x + label.width, y: label.y + label.height }] : points;
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** What the layout library answered. */
export function fromElk({ width = 0, height = 0, children = [], edges = [] }: ElkNode): Layout {
  return {
    width,
    height,
    cards: new Map(children.map((child) => [child.id, boxOf(child)])),
    edges: edges.flatMap(({ id, sections = [], labels = [] }) => {
      const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [
        startPoint,
        ...bendPoints,
        endPoint,
      ]);
      const label = labels[0] ? boxOf(labels[0]) : null;
      return points.length === 0 ? [] : [{ id, points, label, box: around(points, label) }];
    }),
  };
}
