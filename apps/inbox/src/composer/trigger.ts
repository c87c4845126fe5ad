import type { OutboxKind } from '../timeline/outbox.ts';

/** What the agent begins to name: a canned reply in a message ("/gre"), a colleague in a note ("@An"). */
export interface Trigger {
  kind: 'canned' | 'mention';
  query: string;
  /** Where in the text it stands, with its sign. */
  from: number;
  to: number;
}

const CANNED = /(?:^|\s)\/([\p{L}\p{N}_-]*)$/u;
/** A name may have several words; whether somebody is called so is seen by whom it finds. */
const MENTION = /(?:^|[\s(])@([\p{L}\p{N}._'’-]*(?: [\p{L}\p{N}._'’-]*){0,3})$/u;

/** What stands before the cursor, where it names something. */
export function triggerAt(text: string, cursor: number, writing: OutboxKind): Trigger | null {
  const kind = writing === 'message' ? 'canned' : 'mention';
  const [, query] = (kind === 'canned' ? CANNED : MENTION).exec(text.slice(0, cursor)) ?? [];
  return query === undefined ? null : { kind, query, from: cursor - query.length - 1, to: cursor };
}
