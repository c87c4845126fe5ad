import type { Figures, Grouping, Report, Spread } from '#libs/contracts';
import type { ReportedConversation } from '#libs/database';
import type { Cell } from './csv.ts';

const spreadColumns = (name: string): string[] => [`${name}_count`, `${name}_median_seconds`, `${name}_p90_seconds`];
const spreadCells = ({ count, median, p90 }: Spread): Cell[] => [count, median, p90];

const FIGURE_COLUMNS = [
  'conversations',
  ...spreadColumns('pick_up'),
  ...spreadColumns('first_response'),
  ...spreadColumns('duration'),
  'closed',
  'missed_nobody_online',
  'missed_nobody_picked_up',
  'returned',
  'leads',
  'deals',
  'crm_activities',
];
const figureCells = (figures: Figures): Cell[] => [
  figures.conversations,
  ...spreadCells(figures.pickUp),
  ...spreadCells(figures.firstResponse),
  ...spreadCells(figures.duration),
  figures.closed,
  figures.missed.nobodyOnline,
  figures.missed.nobodyPickedUp,
  figures.returned,
  figures.results.lead,
  figures.results.deal,
  figures.results.crmActivity,
];

export const reportColumns = (by: Grouping): string[] => [...(isNamed(by) ? ['id', by] : [by]), ...FIGURE_COLUMNS];
const isNamed = (by: Grouping): boolean => by === 'agent' || by === 'team';

/** The report's rows; the total is left to the spreadsheet's own sums, which count each row once. */
export const reportRows = ({ by, rows }: Report): Cell[][] =>
  rows.map(({ key, name, ...figures }) => [...(isNamed(by) ? [key, name] : [key]), ...figureCells(figures)]);

/** Columns of the list of conversations, each with what stands in it. */
const CONVERSATION: Record<string, (conversation: ReportedConversation) => Cell> = {
  id: ({ id }) => id,
  began_at: ({ beganAt }) => beganAt,
  closed_at: ({ closedAt }) => closedAt,
  phase: ({ phase }) => phase,
  site: ({ site }) => site,
  team: ({ team }) => team,
  language: ({ language }) => language,
  visitor: ({ visitor }) => visitor,
  last_agent: ({ agent }) => agent,
  pick_up_seconds: ({ pickUp }) => pickUp,
  first_response_seconds: ({ firstResponse }) => firstResponse,
  duration_seconds: ({ duration }) => duration,
  missed_nobody_online: ({ nobodyOnline }) => nobodyOnline,
  missed_nobody_picked_up: ({ nobodyPickedUp }) => nobodyPickedUp,
  returned: ({ returned }) => returned,
  leads: ({ leads }) => leads,
  deals: ({ deals }) => deals,
  crm_activities: ({ crmActivities }) => crmActivities,
  erased: ({ erased }) => (erased ? 'yes' : 'no'),
};

export const CONVERSATION_COLUMNS = Object.keys(CONVERSATION);
export const conversationRow = (conversation: ReportedConversation): Cell[] =>
  Object.values(CONVERSATION).map((cellOf) => cellOf(conversation));
