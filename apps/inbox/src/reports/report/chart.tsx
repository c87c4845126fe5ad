import { signal } from '@preact/signals';
import { barsOf, labelEvery } from './bars.ts';

interface Props {
  labels: readonly string[];
  values: readonly (number | null)[];
  isTime: boolean;
  format: (value: number) => string;
  /** What it shows, for who does not see it; the numbers stand in a table. */
  label: string;
}

/** The drawing's own units, about a pixel each: its words are as large as the page's. */
const WIDE = { width: 860, height: 240, left: 64, bottom: 26, top: 10, labels: 12, names: 170, letters: 22 };
const NARROW = { ...WIDE, width: 330, height: 180, left: 48, labels: 6, names: 110, letters: 14 };
/** Bars that lie have room for a name each, and for their value at the end. */
const ROW = 30;
const VALUE_WIDTH = 70;

const narrow = matchMedia('(max-width: 720px)');
const size = signal(narrow.matches ? NARROW : WIDE);
narrow.addEventListener('change', () => {
  size.value = narrow.matches ? NARROW : WIDE;
});

/** Bars that stand, in an order that means something: days and hours. */
export function StandingBars({ labels, values, isTime, format, label }: Props) {
  const { width, height, left, bottom, top, labels: most } = size.value;
  const { bars, lines } = barsOf(values, isTime);
  const [wide, tall] = [width - left, height - bottom - top];
  const every = labelEvery(labels.length, most);
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} data-testid="chart">
      {lines.map(({ value, at }) => (
        <g key={value}>
          <line class="chart-line" x1={left} x2={width} y1={top + tall * (1 - at)} y2={top + tall * (1 - at)} />
          <text class="chart-scale" x={left - 8} y={top + tall * (1 - at) + 4}>
            {format(value)}
          </text>
        </g>
      ))}
      {bars.map(({ at, thickness, length, value }, index) => (
        <g key={labels[index]}>
          <rect
            class="chart-bar"
            x={left + wide * at}
            y={top + tall * (1 - length)}
            width={wide * thickness}
            height={tall * length}
            rx={Math.min(3, (wide * thickness) / 4)}
          >
            <title>{value === null ? labels[index] : `${labels[index]}: ${format(value)}`}</title>
          </rect>
          {index % every === 0 && (
            <text class="chart-label" x={left + wide * (at + thickness / 2)} y={height - 6}>
              {labels[index]}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

/** Bars that lie, each beside its name: agents and teams. */
export function LyingBars({ labels, values, isTime, format, label }: Props) {
  const { bars, lines } = barsOf(values, isTime);
  const height = ROW * Math.max(1, bars.length);
  const { width, names, letters } = size.value;
  const wide = width - names - VALUE_WIDTH;
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} data-testid="chart">
      {lines.map(({ value, at }) => (
        <line key={value} class="chart-line" x1={names + wide * at} x2={names + wide * at} y1={0} y2={height} />
      ))}
      {bars.map(({ at, thickness, length, value }, index) => (
        <g key={index}>
          <text class="chart-name" x={0} y={height * (at + thickness / 2) + 4}>
            {shortened(labels[index] ?? '', letters)}
            <title>{labels[index]}</title>
          </text>
          <rect class="chart-bar" x={names} y={height * at} width={wide * length} height={height * thickness} rx={3} />
          <text class="chart-value" x={names + wide * length + 8} y={height * (at + thickness / 2) + 4}>
            {value === null ? '–' : format(value)}
          </text>
        </g>
      ))}
    </svg>
  );
}

const shortened = (name: string, letters: number): string =>
  name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
