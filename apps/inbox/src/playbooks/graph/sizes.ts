import type { CardInsight } from '#libs/contracts';
import { cut } from './drawing.ts';
import type { Measures, Size } from './layout.ts';
import type { GraphCard, GraphEdge } from './model.ts';

export const CARD_WIDTH = 216;
export const WORDS_WIDTH = CARD_WIDTH - 26;
const LABEL_WIDTH = 170;
const LINE = 16;
const HEAD = 34;
const WORDS = 2 * LINE + 6;
/** Numbers of real traffic stand below a line. */
const NUMBERS = 40;

const FAMILY = 'Inter, system-ui, sans-serif';
const WORDS_FONT = `12px ${FAMILY}`;
const LABEL_FONT = `600 11px ${FAMILY}`;

/** The width of a text in pixels, by the browser's own measure. */
function widthIn(font: string): (text: string) => number {
  let canvas: CanvasRenderingContext2D | null = null;
  return (text) => {
    canvas ??= document.createElement('canvas').getContext('2d');
    if (canvas === null) return text.length * 6;
    canvas.font = font;
    return canvas.measureText(text).width;
  };
}
export const widthOfWords = widthIn(WORDS_FONT);
const widthOfLabel = widthIn(LABEL_FONT);

export const shortened = (label: string): string => cut(label, LABEL_WIDTH, widthOfLabel);

/** Cards that end a session, and those that nobody reached, have one number. */
export const hasShares = ({ kind }: GraphCard, { reached }: CardInsight): boolean => kind !== 'end' && reached > 0;

/** Where the numbers begin. */
export const wordsBottom = ({ words }: GraphCard): number => HEAD + (words === null ? 0 : WORDS);

const heightOf = (card: GraphCard, insight: CardInsight | undefined): number =>
  wordsBottom(card) + (insight ? (hasShares(card, insight) ? NUMBERS + insight.arms.length * LINE : LINE + 4) : 0);

/** What a graph takes with the numbers of `insights` on it; `labelOf` says what stands on an exit, "" for nothing. */
export const measuresWith = (
  insights: ReadonlyMap<string, CardInsight>,
  labelOf: (edge: GraphEdge) => string,
): Measures => ({
  card: (card: GraphCard): Size => ({ width: CARD_WIDTH, height: heightOf(card, insights.get(card.id)) }),
  label: (edge: GraphEdge): Size | null => {
    const label = shortened(labelOf(edge));
    return label === '' ? null : { width: Math.ceil(widthOfLabel(label)) + 14, height: 18 };
  },
});
