import type { ResultActivities } from '#libs/contracts';
import type { Database, Produced } from '#libs/database';
import type { Hints } from '../hints.ts';

/** The activities of `produceResult`. */
export function createResultActivities({ database, hints }: { database: Database; hints: Hints }): ResultActivities {
  function tell({ told }: Produced): void {
    if (told === null) return;
    hints.entry(told.sessionId, told.seq);
    hints.list(told.sessionId);
  }
  return {
    async createRecords({ resultId }) {
      const produced = await database.results.createRecords(resultId);
      tell(produced);
      return { state: produced.state };
    },
    async failResult({ resultId }) {
      tell(await database.results.fail(resultId));
    },
  };
}
