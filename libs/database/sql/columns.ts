import type { Entry } from '#libs/contracts';

/**
 * PostgreSQL's text of a `timestamptz` (sessions of the pool are in UTC) as ISO 8601 with milliseconds.
 * Times are stored in whole milliseconds, so nothing is lost.
 */
export function isoTime(text: string): string;
export function isoTime(text: string | null): string | null;
export function isoTime(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString();
}

/** The time of an entry that is written now: in order with the entry before it, in whole milliseconds. */
export const NEXT_AT = `greatest(last_at, date_trunc('milliseconds', clock_timestamp()))`;

export const ENTRY_COLUMNS = `seq, at, kind, author, author_id as "authorId", client_id as "clientId", body`;

/**
 * Makes an entry of a row of `ENTRY_COLUMNS`; further columns are left out. The body's form is that of its kind, since
 * only typed bodies get in.
 */
export const entryOf = ({ seq, at, kind, author, authorId, clientId, body }: EntryColumns): Entry =>
  ({ seq, at: isoTime(at), kind, author, authorId, clientId, body }) as Entry;

export interface EntryColumns {
  seq: number;
  at: string;
  kind: string;
  author: string;
  authorId: string | null;
  clientId: string | null;
  body: unknown;
}
