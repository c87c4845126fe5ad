import { type Details, type Device, type Entry, type EntryBody, newId, Refusal } from '#libs/contracts';
import { type CardVisit, detailsOf, type EngineState, type OpeningEntry } from '#libs/playbook';
import { isoTime } from '../sql/columns.ts';
import { isMissingReference, violatedKey } from '../sql/errors.ts';
import { type Executor, statement } from '../sql/sql.ts';
import { append } from '../timeline/append.ts';
import { lastWords } from '../timeline/last-words.ts';
import { readTimeline } from '../timeline/read.ts';

type Act = { kind: 'answer'; body: EntryBody<'answer'> } | { kind: 'message'; body: EntryBody<'message'> };

export interface Identity {
  name?: string;
  email?: string;
  phone?: string;
  organisation?: string;
}

export interface StartInput {
  siteId: string;
  /** The version that the opening was rendered from; the session stays on it. */
  versionId: string;
  /** SHA-256 of the visitor key, hexadecimal. */
  visitorHash: string;
  clientId: string;
  language: string;
  /** For A/B weights, as used when rendering. */
  seed: number;
  pageUrl?: string | null;
  /** The visitor had a session before, as used when rendering. */
  returning: boolean;
  /** Who the visitor is, as the website signed it; fills the details. `state` holds it already. */
  identity?: Identity;
  referrer?: string | null;
  /** As far as the browser said. */
  device?: Device | null;
  /** What the bot said, as rendered; becomes the entries 1..k. */
  opening: OpeningEntry[];
  /** The engine's state after the opening. */
  state: EngineState;
  /** The opening's cards. */
  visits: CardVisit[];
  /** The visitor's first act; becomes entry k+1. */
  act: Act;
}

export interface StartResult {
  sessionId: string;
  /** An open session of this visitor was found; the act went there. */
  resumed: boolean;
  wakes: boolean;
  lastSeq: number;
  /** ISO 8601 with milliseconds. */
  startedAt: string;
  /** From the first on, at most `LIMITS.entriesPerRead`. */
  entries: Entry[];
}

/** The session that began with this very act, whatever became of it; else the visitor's open one. */
const FIND = statement(
  'session_of_visitor',
  `
select id, started_at as "startedAt", first_client_id = $3 as "sameAct" from session
where site_id = $1 and visitor_hash = $2 and (first_client_id = $3 or phase <> 'closed')
order by first_client_id = $3 desc limit 1`,
);

const INSERT = statement(
  'session_start',
  `
with began as (
  select date_trunc('milliseconds', clock_timestamp()) as at
), created as (
  insert into session (id, site_id, version_id, visitor_hash, first_client_id, language, seed, page_url, referrer, returning_visitor, device,
    state, last_seq, cursor, wake_seq, unread_since, next_wake_at, started_at, last_at, last_text, last_author)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9, $14, $17::jsonb, $10::jsonb, $11, $11::int - 1, $11, at, at + interval '2 seconds', at, at,
    $12, 'visitor' from began
), details as (
  insert into session_details (session_id, person_name, email, phone, organisation, deal_value, currency, note)
  select $1, "personName", email, phone, organisation, "dealValue", currency, note
  from jsonb_to_record($15::jsonb) as d ("personName" text, email text, phone text, organisation text,
    "dealValue" numeric, currency text, note text)
), pages as (
  insert into page_view (session_id, no, url, at) select $1, 1, $8, at from began where $8::text is not null
), visits as (
  insert into card_visit (session_id, card_id, arm, entered_at, left_at)
  select $1, "cardId", arm, at, case when "left" then at end
  from began, jsonb_to_recordset($16::jsonb) as v ("cardId" text, arm text, "left" boolean)
)
insert into entry (session_id, seq, at, kind, author, client_id, body)
select $1, e.seq, began.at, e.value ->> 'kind', e.value ->> 'author', e.value ->> 'clientId', e.value -> 'body'
from began, jsonb_array_elements($13::jsonb) with ordinality as e (value, seq)
returning at`,
);

/** Keys that say: somebody else's start of this visitor's session was faster. */
const RACED = new Set(['session_open_visitor_key', 'session_first_act_key']);
const ATTEMPTS = 5;

/**
 * The visitor's first act: one transaction writes session, opening and act. While the visitor has an open session on
 * the site, that one is returned instead and the act appended to it, once. A repeat returns the session it made.
 * Refusals: `not_found` for an unknown site or version; those of `timeline.append`.
 */
export async function start(executor: Executor, input: StartInput): Promise<StartResult> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const result = await tryStart(executor, input);
    if (result) return result;
  }
  throw new Refusal('unavailable');
}

/** Null when another start or a close came between: look again. */
async function tryStart(executor: Executor, input: StartInput): Promise<StartResult | null> {
  const [found] = await executor.rows<{ id: string; startedAt: string; sameAct: boolean }>(FIND, [
    input.siteId,
    input.visitorHash,
    input.clientId,
  ]);
  try {
    if (!found) return await create(executor, input);
    if (!found.sameAct) await appendAct(executor, found.id, input);
  } catch (error) {
    if (RACED.has(violatedKey(error) ?? '') || (error instanceof Refusal && error.code === 'session_closed'))
      return null;
    throw isMissingReference(error) ? new Refusal('not_found') : error;
  }
  const { entries, lastSeq } = await readTimeline(executor, found.id, 0);
  const startedAt = isoTime(found.startedAt);
  return { sessionId: found.id, resumed: !found.sameAct, wakes: true, lastSeq, startedAt, entries };
}

/** What is known at the start: what the playbook's opening says, and who the website signed. */
function detailsAtStart({ opening, identity = {} }: StartInput): Partial<Details> {
  const details = opening.map(({ kind, body }) => (kind === 'captured' ? detailsOf(body.field, body.value) : {}));
  const { name: personName, ...known } = identity;
  return Object.assign({}, ...details, { ...known, ...(personName !== undefined && { personName }) });
}

async function create(executor: Executor, input: StartInput): Promise<StartResult> {
  const sessionId = newId();
  const { siteId, versionId, visitorHash, clientId, language, seed, returning, act } = input;
  const { pageUrl = null, referrer = null } = input;
  const written = [
    ...input.opening.map(({ kind, body }) => ({ kind, author: 'bot', clientId: null, body })),
    { kind: act.kind, author: 'visitor', clientId, body: act.body },
  ];
  const lastSeq = written.length;
  const rows = await executor.rows<{ at: string }>(INSERT, [
    sessionId,
    siteId,
    versionId,
    visitorHash,
    clientId,
    language,
    seed,
    pageUrl,
    referrer,
    JSON.stringify(input.state),
    lastSeq,
    lastWords(act.kind, act.body),
    JSON.stringify(written),
    returning,
    JSON.stringify(detailsAtStart(input)),
    JSON.stringify(input.visits),
    input.device ? JSON.stringify(input.device) : null,
  ]);
  const startedAt = isoTime((rows[0] as { at: string }).at);
  const entries = written.map((entry, index) => ({ seq: index + 1, at: startedAt, authorId: null, ...entry }) as Entry);
  return { sessionId, resumed: false, wakes: true, lastSeq, startedAt, entries };
}

/** An answer where none is taken any more (people lead by now) is what the visitor said: a message. */
async function appendAct(executor: Executor, sessionId: string, { act, clientId }: StartInput): Promise<void> {
  const by = { sessionId, author: 'visitor', clientId } as const;
  try {
    await append(executor, { ...by, ...act });
  } catch (error) {
    if (act.kind !== 'answer' || !(error instanceof Refusal) || error.code !== 'wrong_phase') throw error;
    // who skipped has said nothing
    if (act.body.skipped) return;
    await append(executor, { ...by, kind: 'message', body: { text: act.body.text } });
  }
}
