import type { Latency } from './measure/statistics.ts';

/** What has to hold for a row; `null` where nothing is promised. */
export type Target =
  | { ratioAtMost: number }
  | { ratioAtLeast: number }
  | { oursAtMost: number }
  | { oursAtLeast: number }
  | null;

export interface Row {
  id: string;
  about: string;
  unit: string;
  /** Null where there is nothing to compare with. */
  floor: number | null;
  ours: number;
  /** For latencies: at 95 %. */
  p95?: { floor: number; ours: number };
  target: Target;
}

const rounded = (value: number): number => Number(value.toPrecision(3));
/** Ours by the floor; of two zeros 1, and null where only the floor is zero, or there is none. */
const ratioOf = ({ floor, ours }: Row): number | null => {
  if (floor === null) return null;
  if (floor !== 0) return rounded(ours / floor);
  return ours === 0 ? 1 : null;
};

export const latencyRow = (id: string, about: string, floor: Latency, ours: Latency, ratioAtMost: number): Row => ({
  id,
  about,
  unit: 'ms',
  floor: floor.p50,
  ours: ours.p50,
  p95: { floor: floor.p95, ours: ours.p95 },
  target: { ratioAtMost },
});

/** One object: `{"rows": [{id, unit, floor, ours, ratio}, …]}`. Latencies are medians. */
export const asJson = (rows: readonly Row[]): string =>
  JSON.stringify({
    rows: rows.map((row) => ({
      id: row.id,
      unit: row.unit,
      floor: row.floor === null ? null : rounded(row.floor),
      ours: rounded(row.ours),
      ratio: ratioOf(row),
    })),
  });

function verdict(row: Row): string {
  const { target, ours } = row;
  const ratio = ratioOf(row);
  if (target === null) return '';
  if ('oursAtMost' in target) return `${ours <= target.oursAtMost ? 'met' : 'MISSED'}: at most ${target.oursAtMost}`;
  if ('oursAtLeast' in target)
    return `${ours >= target.oursAtLeast ? 'met' : 'MISSED'}: at least ${target.oursAtLeast}`;
  if (ratio === null) return '';
  if ('ratioAtMost' in target)
    return `${ratio <= target.ratioAtMost ? 'met' : 'MISSED'}: at most ${target.ratioAtMost} ×`;
  return `${ratio >= target.ratioAtLeast ? 'met' : 'MISSED'}: at least ${target.ratioAtLeast} ×`;
}

export function asTable(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.id,
    row.unit,
    row.floor === null ? '-' : String(rounded(row.floor)),
    String(rounded(row.ours)),
    String(ratioOf(row) ?? '-'),
    row.p95 ? `${rounded(row.p95.floor)} / ${rounded(row.p95.ours)}` : '',
    verdict(row),
    row.about,
  ]);
  const table = [['what', 'unit', 'floor', 'ours', 'ratio', 'p95 floor / ours', 'target', 'measured'], ...cells];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
  const print = (line: string[]) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return table.map(print).join('\n');
}
