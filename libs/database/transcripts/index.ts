import { type Entry, LIMITS, Refusal } from '#libs/contracts';
import { requireVisible } from '../sessions/rights.ts';
import { type Sql, statement } from '../sql/sql.ts';
import { readTimeline } from '../timeline/read.ts';

const INSERT = statement(
  'mail_insert',
  `insert into transcript_mail (id, session_id, recipient, requested_by) values ($1, $2, $3, $4)
  on conflict (id) do nothing`,
);
const LOCK_SESSION = statement(
  'mail_lock_session',
  'select 1 from session where id = $1 and erased_at is null for no key update',
);
const COUNT = statement(
  'mail_count',
  'select count(*)::int as count from transcript_mail where session_id = $1 and requested_by is null and id <> $2',
);

/** Held by one sender at a time; somebody who died on the way lets go by the time. */
const TAKE = statement(
  'mail_take',
  `
update transcript_mail m set held_until = clock_timestamp() + interval '90 seconds'
where m.id = $1 and m.state = 'pending' and (m.held_until is null or m.held_until < clock_timestamp())
returning m.session_id as "sessionId", m.recipient`,
);
const SOURCE = statement(
  'transcript_source',
  `select s.language, site.name as "siteName", nullif(d.person_name, '') as "visitorName"
  from session s join site on site.id = s.site_id left join session_details d on d.session_id = s.id
  where s.id = $1 and s.erased_at is null`,
);
const STATE = statement('mail_state', 'select state from transcript_mail where id = $1');
const LET_GO = statement('mail_let_go', `update transcript_mail set held_until = null where id = $1`);
const SETTLE = statement(
  'mail_settle',
  `update transcript_mail set state = $2, held_until = null where id = $1 and state = 'pending'
  returning session_id as "sessionId"`,
);
const NEXT_TRY = `clock_timestamp() + least(interval '2 seconds' * power(2, least(start_tries, 10)), interval '5 minutes')`;
const PENDING = statement(
  'mail_pending',
  `
update transcript_mail set start_tries = start_tries + 1, next_start_at = ${NEXT_TRY}
where id in (
  select id from transcript_mail where state = 'pending' and next_start_at < now()
  order by next_start_at limit $1 for no key update skip locked
)
returning id as "mailId"`,
);

export interface MailRequest {
  /** Derived from session and clientId, so that a repeat is the same mail. */
  mailId: string;
  sessionId: string;
  to: string;
}

export interface TakenMail {
  sessionId: string;
  recipient: string;
}

/** What a transcript is made of. */
export interface TranscriptRows {
  sessionId: string;
  siteName: string;
  language: string;
  visitorName: string | null;
  /** The whole timeline. */
  entries: Entry[];
}

/** Transcripts that were asked for by e-mail. */
export const transcriptsRepository = (sql: Sql) => ({
  /** Refusal `not_found` for a conversation that the agent may not see. */
  async requestByAgent({ mailId, sessionId, to, agentId }: MailRequest & { agentId: string }): Promise<void> {
    await requireVisible(sql, sessionId, agentId);
    await sql.rows(INSERT, [mailId, sessionId, to, agentId]);
  },

  /** Refusals: `not_found`; `rate_limited` after some, since the address is whatever was typed. */
  requestByVisitor: ({ mailId, sessionId, to }: MailRequest): Promise<void> =>
    sql.transaction(async (executor) => {
      const [session] = await executor.rows(LOCK_SESSION, [sessionId]);
      if (!session) throw new Refusal('not_found');
      const [row] = await executor.rows<{ count: number }>(COUNT, [sessionId, mailId]);
      if ((row?.count ?? 0) >= LIMITS.visitorMailsPerSession) throw new Refusal('rate_limited');
      await executor.rows(INSERT, [mailId, sessionId, to, null]);
    }),

  /** Refusal `not_found`. */
  async source(sessionId: string): Promise<TranscriptRows> {
    const [row] = await sql.rows<Omit<TranscriptRows, 'sessionId' | 'entries'>>(SOURCE, [sessionId]);
    if (!row) throw new Refusal('not_found');
    return { sessionId, ...row, entries: await wholeTimeline(sql, sessionId) };
  },

  /** The mail, held by the caller; `busy` while somebody else holds it, null when nothing is to be sent any more. */
  async take(mailId: string): Promise<TakenMail | 'busy' | null> {
    const [taken] = await sql.rows<TakenMail>(TAKE, [mailId]);
    if (taken) return taken;
    const [row] = await sql.rows<{ state: string }>(STATE, [mailId]);
    return row?.state === 'pending' ? 'busy' : null;
  },

  /** It was not sent, and may be tried again at once. */
  async letGo(mailId: string): Promise<void> {
    await sql.rows(LET_GO, [mailId]);
  },

  /** @returns whose mail it was; null when that was settled before */
  async settle(mailId: string, state: 'sent' | 'failed'): Promise<{ sessionId: string } | null> {
    const [row] = await sql.rows<{ sessionId: string }>(SETTLE, [mailId, state]);
    return row ?? null;
  },

  /** Mails that are still pending; start the workflow of each ("already started" is success). */
  takePending: (limit: number): Promise<{ mailId: string }[]> => sql.rows(PENDING, [limit]),
});
export type TranscriptsRepository = ReturnType<typeof transcriptsRepository>;

/** All entries, read a part at a time. */
async function wholeTimeline(sql: Sql, sessionId: string): Promise<Entry[]> {
  const all: Entry[] = [];
  for (;;) {
    const { entries, lastSeq } = await readTimeline(sql, sessionId, all.length);
    all.push(...entries);
    if (entries.length === 0 || all.length >= lastSeq) return all;
  }
}
