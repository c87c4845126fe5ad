import type { FIGURE_MEANINGS, Figures, GROUPINGS } from '#libs/contracts';

// Values of the contracts, as in ../protocol.ts: the types fail the build where one differs.
export const BY: typeof GROUPINGS = ['agent', 'team', 'day', 'hour'];

/** Figures in the order in which they are explained. */
export const FIGURES: readonly (keyof typeof FIGURE_MEANINGS)[] = [
  'conversations',
  'pickUp',
  'firstResponse',
  'duration',
  'closed',
  'missed',
  'returned',
  'results',
];

/** A column of numbers: what it is of a row, and whether that is a length of time in seconds. */
interface Column {
  of: (figures: Figures) => number | null;
  isTime: boolean;
}

/** Every number of a report, in the table's order. */
export const COLUMNS = {
  conversations: { of: ({ conversations }) => conversations, isTime: false },
  pickUpMedian: { of: ({ pickUp }) => pickUp.median, isTime: true },
  pickUpP90: { of: ({ pickUp }) => pickUp.p90, isTime: true },
  firstResponseMedian: { of: ({ firstResponse }) => firstResponse.median, isTime: true },
  firstResponseP90: { of: ({ firstResponse }) => firstResponse.p90, isTime: true },
  durationMedian: { of: ({ duration }) => duration.median, isTime: true },
  durationP90: { of: ({ duration }) => duration.p90, isTime: true },
  closed: { of: ({ closed }) => closed, isTime: false },
  missed: { of: ({ missed }) => missed, isTime: false },
  returned: { of: ({ returned }) => returned, isTime: false },
  lead: { of: ({ results }) => results.lead, isTime: false },
  deal: { of: ({ results }) => results.deal, isTime: false },
  crmActivity: { of: ({ results }) => results.crmActivity, isTime: false },
} satisfies Record<string, Column>;
export type ColumnName = keyof typeof COLUMNS;
export const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[];
