import { APPEND_RULES, type Phase } from '#libs/contracts';
import type { Look, LookOutcome, NewEntry, SessionRow } from '../types.ts';

/** A decision that the rules do not allow is a bug of the process: nothing of it is written. */
export function checkOutcome(
  before: SessionRow,
  { unread, more }: Pick<Look, 'unread' | 'more'>,
  outcome: LookOutcome,
) {
  let phase: Phase = before.phase;
  for (const { kind, author, body } of outcome.append) {
    if (!APPEND_RULES[kind][author]?.phases.includes(phase))
      throw new Error(`${author} may not append ${kind} in phase ${phase}`);
    phase = phaseAfter(phase, kind, body);
  }
  const lastRead = unread.at(-1)?.seq ?? before.cursor;
  const furthest = more ? lastRead : lastRead + outcome.append.length;
  if (outcome.cursor < before.cursor || outcome.cursor > furthest)
    throw new Error('the cursor moves only over entries that were read');
  const visitorUnread = unread.some(({ seq, author }) => author === 'visitor' && seq > outcome.cursor);
  if (before.phase === 'closed' && outcome.phase !== 'closed') throw new Error('closed is final');
  if (before.phase !== 'closed' && outcome.phase === 'closed' && (more || visitorUnread))
    throw new Error('a session does not close while entries of the visitor are unread');
}

function phaseAfter(phase: Phase, kind: NewEntry['kind'], body: NewEntry['body']): Phase {
  if (kind === 'closed') return 'closed';
  if (kind === 'stuck' || kind === 'botSilent') return 'waiting';
  return kind === 'phaseChanged' && 'to' in body ? body.to : phase;
}
