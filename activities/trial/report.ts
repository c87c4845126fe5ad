import type { PlaybookDefinition, ResultKind, Trial } from '#libs/contracts';
import type { Tried } from './try-one.ts';

/** What is kept of a trial's sessions. */
export type TrialReport = Pick<Trial, 'before' | 'after' | 'dropOff' | 'tried'>;
type Tally = Trial['before'];

/** Sessions that are shown one by one. */
const SHOWN = 200;

const COUNTED: Record<ResultKind, Exclude<keyof Tally, 'ended'>> = {
  lead: 'leads',
  deal: 'deals',
  crmActivity: 'crmActivities',
};

const emptyTally = (): Tally => ({ ended: 0, leads: 0, deals: 0, crmActivities: 0 });

export const emptyReport = (definition: PlaybookDefinition): TrialReport => ({
  before: emptyTally(),
  after: emptyTally(),
  dropOff: Object.keys(definition.cards).map((cardId) => ({ cardId, reached: 0, dropped: 0 })),
  tried: [],
});

function count(tally: Tally, ended: boolean, results: readonly ResultKind[]): Tally {
  const counted = { ...tally };
  if (ended) counted.ended++;
  for (const kind of results) counted[COUNTED[kind]]++;
  return counted;
}

const differs = ({ before, after }: Tried): boolean =>
  before.card !== after.card ||
  before.phase !== after.phase ||
  before.results.toSorted().join() !== after.results.toSorted().join();

/** The report with some more sessions in it. */
export function withTried(report: TrialReport, sessions: readonly Tried[]): TrialReport {
  let { before, after } = report;
  const cards = new Map(report.dropOff.map((card) => [card.cardId, { ...card }]));
  for (const session of sessions) {
    before = count(before, session.ended.before, session.before.results);
    after = count(after, session.ended.after, session.after.results);
    for (const cardId of session.reached) {
      const card = cards.get(cardId);
      if (card) card.reached++;
    }
    const dropped = session.dropped === null ? undefined : cards.get(session.dropped);
    if (dropped) dropped.dropped++;
  }
  const tried = [
    ...report.tried,
    ...sessions
      .filter(differs)
      .map(({ sessionId, before: was, after: is, note }) => ({ sessionId, before: was, after: is, note })),
  ].slice(0, SHOWN);
  return { before, after, dropOff: [...cards.values()], tried };
}
