import { Refusal, type TranscriptActivities } from '#libs/contracts';
import type { Database } from '#libs/database';
import { asHtml, asText, transcriptOf, wordsOf } from '#libs/transcript';
import type { Hints } from '../hints.ts';
import type { Mailer } from './mailer.ts';

export { Mailer } from './mailer.ts';

interface Parts {
  database: Database;
  hints: Hints;
  /** Null where this installation sends no e-mail. */
  mailer: Mailer | null;
}

/** The activities of `sendTranscript`. */
export function createTranscriptActivities({ database, hints, mailer }: Parts): TranscriptActivities {
  async function settle(mailId: string, state: 'sent' | 'failed'): Promise<void> {
    const settled = await database.transcripts.settle(mailId, state);
    if (settled) hints.list(settled.sessionId);
  }
  return {
    async sendTranscript({ mailId }) {
      if (mailer === null) throw new Refusal('mail_disabled');
      const taken = await database.transcripts.take(mailId);
      if (taken === null) return;
      // somebody else sends it at this moment, or died doing so: looked at again later
      if (taken === 'busy') throw new Refusal('unavailable');
      try {
        const source = await database.transcripts.source(taken.sessionId);
        const transcript = transcriptOf(source, 'visitor');
        const subject = wordsOf(source.language).subject.replace('{{site}}', () => source.siteName);
        const letter = { to: taken.recipient, subject, text: asText(transcript), html: asHtml(transcript) };
        const accepted = await mailer.send({ id: mailId, ...letter });
        await settle(mailId, accepted ? 'sent' : 'failed');
      } catch (error) {
        await database.transcripts.letGo(mailId);
        throw error;
      }
    },
    failTranscript: ({ mailId }) => settle(mailId, 'failed'),
  };
}
