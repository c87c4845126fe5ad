import { Context } from '@temporalio/activity';
import type { TrialActivities } from '#libs/contracts';
import type { Database } from '#libs/database';
import { emptyReport, withTried } from './report.ts';
import { tryOne } from './try-one.ts';

export { type Tried, tryOne } from './try-one.ts';

/** Sessions of one batch: few enough to be read at once, and for a cancellation to be seen soon. */
const BATCH = 200;

export interface TrialParts {
  database: Pick<Database, 'playbooks' | 'trials'>;
}

/** The activities of `tryOnSessions`. They write to the trial's row and to nothing else. */
export function createTrialActivities({ database }: TrialParts): TrialActivities {
  return {
    async tryBatch({ trialId, afterId }) {
      const [trial, definition] = await Promise.all([
        database.trials.find(trialId),
        database.trials.definition(trialId),
      ]);
      if (!trial || !definition) return { done: 0, afterId: null };
      const { playbookId, done } = trial;
      const left = trial.sessions - done;
      if (trial.state !== 'running' || left <= 0) return { done, afterId: null };
      // an earlier try wrote this batch and was cut off behind it
      if (trial.afterId !== afterId) return { done, afterId: trial.afterId };

      const limit = Math.min(left, BATCH);
      const sessions = await database.playbooks.sessionsToTry(playbookId, limit, afterId ?? undefined);
      const last = sessions.at(-1)?.sessionId;
      if (last === undefined) return { done, afterId: null };
      const now = new Date().toISOString();
      const tried = sessions.map((session) => {
        Context.current().heartbeat();
        return tryOne(definition, session, now);
      });
      const before = trial.dropOff.length > 0 ? trial : emptyReport(definition);
      const doneNow = done + tried.length;
      const goesOn = await database.trials.progress(trialId, withTried(before, tried), doneNow, last);
      return { done: doneNow, afterId: goesOn && tried.length === limit && doneNow < trial.sessions ? last : null };
    },

    async finishTrial({ trialId, state }) {
      await database.trials.finish(trialId, state);
    },
  };
}
