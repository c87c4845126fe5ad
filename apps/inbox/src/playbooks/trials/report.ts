import type { Trial } from '#libs/contracts';

export const TALLIES = ['ended', 'leads', 'deals', 'crmActivities'] as const;
export type Tally = (typeof TALLIES)[number];

export interface TallyRow {
  tally: Tally;
  before: number;
  after: number;
  /** "+3", "−2" or "±0". */
  change: string;
}

const signed = (change: number): string => (change === 0 ? '±0' : change > 0 ? `+${change}` : `−${-change}`);

/** What was, what would have been, and the difference. */
export const tallyRows = ({ before, after }: Pick<Trial, 'before' | 'after'>): TallyRow[] =>
  TALLIES.map((tally) => ({
    tally,
    before: before[tally],
    after: after[tally],
    change: signed(after[tally] - before[tally]),
  }));

export interface DropOffRow {
  cardId: string;
  reached: number;
  dropped: number;
  /** Of those who came, from 0 to 1. */
  share: number;
}

/** Cards that somebody reached, where most visitors are lost first. */
export const dropOffRows = ({ dropOff }: Pick<Trial, 'dropOff'>): DropOffRow[] =>
  dropOff
    .filter(({ reached }) => reached > 0)
    .map((row) => ({ ...row, share: row.dropped / row.reached }))
    .sort((a, b) => b.dropped - a.dropped || b.reached - a.reached);

/** From 0 to 1. */
export const progressOf = ({ done, sessions, state }: Pick<Trial, 'done' | 'sessions' | 'state'>): number =>
  state === 'done' ? 1 : sessions === 0 ? 0 : Math.min(1, done / sessions);
