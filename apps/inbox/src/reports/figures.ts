import type { FIGURE_MEANINGS, Figures, GROUPINGS } from '#libs/contracts';
import type { LeadTextKey } from './texts/en.ts';

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
  nobodyOnline: { of: ({ missed }) => missed.nobodyOnline, isTime: false },
  nobodyPickedUp: { of: ({ missed }) => missed.nobodyPickedUp, isTime: false },
  returned: { of: ({ returned }) => returned, isTime: false },
  lead: { of: ({ results }) => results.lead, isTime: false },
  deal: { of: ({ results }) => results.deal, isTime: false },
  crmActivity: { of: ({ results }) => results.crmActivity, isTime: false },
} satisfies Record<string, Column>;
export type ColumnName = keyof typeof COLUMNS;
export const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[];

type FigureName = (typeof FIGURES)[number];

/** The numbers of each figure, as they stand below its name. One that is alone needs no name beside the figure's. */
export const NUMBERS_OF = {
  conversations: { conversations: null },
  pickUp: { pickUpMedian: 'below_median', pickUpP90: 'below_p90' },
  firstResponse: { firstResponseMedian: 'below_median', firstResponseP90: 'below_p90' },
  duration: { durationMedian: 'below_median', durationP90: 'below_p90' },
  closed: { closed: null },
  missed: { nobodyOnline: 'below_nobodyOnline', nobodyPickedUp: 'below_nobodyPickedUp' },
  returned: { returned: null },
  results: { lead: 'number_lead', deal: 'number_deal', crmActivity: 'number_crmActivity' },
} as const satisfies Record<FigureName, Partial<Record<ColumnName, LeadTextKey | null>>>;
