import { Context } from '@temporalio/activity';
import type { HttpActivities } from '#libs/contracts';
import type { Database } from '#libs/database';
import type { Hints } from '../hints.ts';
import type { HttpAnswer, HttpClient } from './client.ts';

export { HttpClient, type HttpClientOptions } from './client.ts';

export interface HttpParts {
  database: Pick<Database, 'calls'>;
  hints: Hints;
  http: HttpClient;
}

/** The activities that ask other services for http cards. A call is answered once, however often they run. */
export function createHttpActivities({ database, hints, http }: HttpParts): HttpActivities {
  async function answer(callId: string, given: HttpAnswer): Promise<void> {
    const answered = await database.calls.answer({ callId, ...given });
    if (answered) hints.entry(answered.sessionId, answered.entry.seq);
  }
  return {
    async callHttp({ callId }) {
      const call = await database.calls.find(callId);
      // an earlier try may have been cut off behind its answer
      if (call?.state !== 'pending') return;
      await answer(callId, await http.ask(callId, call.request, Context.current().cancellationSignal));
    },
    giveUpHttp: ({ callId }) => answer(callId, { ok: false, fields: {} }),
  };
}
