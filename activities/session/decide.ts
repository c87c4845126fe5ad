import type { Entry } from '#libs/contracts';
import type { Look, LookOutcome } from '#libs/database';
import { deadlinesOf, type Step } from '#libs/playbook';
import { sessionDeadlines } from './deadlines.ts';
import { Draft, type Taken } from './draft.ts';
import { eventOf } from './events.ts';

/**
 * What the process makes of one look at the log: folds the unread entries through the engine, then judges deadlines
 * and the end. Pure: the same look gives the same outcome, so a look may be repeated at any point.
 */
export function decide(look: Look): LookOutcome {
  const draft = new Draft(look);
  for (const entry of look.unread) fold(look, draft, entry);
  if (!look.more) {
    judgePickUp(look, draft);
    judgeEnd(draft);
    judgeSilence(look, draft);
  }
  return outcomeOf(look, draft);
}

/** Gives the visitor to people, since `decide` itself threw for what is unread: they read it, the engine does not. */
export function handOver(look: Look, errorId: string): LookOutcome {
  const draft = new Draft(look);
  if (draft.phase === 'bot') {
    draft.append.push({ kind: 'stuck', author: 'system', body: { errorId } });
    draft.changePhase({ from: 'bot', to: 'waiting', reason: 'people_called' });
  }
  draft.state = { ...draft.state, wait: { for: 'people' } };
  return outcomeOf(look, draft);
}

function outcomeOf(look: Look, { append, state, phase, results, details }: Draft): LookOutcome {
  const waitDeadlineId = phase === 'waiting' ? (deadlinesOf(state)[0]?.id ?? null) : null;
  const cursor = look.unread.at(-1)?.seq ?? look.session.cursor;
  const { epoch, lastAt } = look.session;
  const after = { phase, epoch, lastAt: append.length > 0 ? look.now : lastAt, state };
  const [deadline] = sessionDeadlines(after);
  return { append, state, phase, waitDeadlineId, deadlineAt: deadline?.at ?? null, results, details, cursor };
}

function fold(look: Look, draft: Draft, entry: Entry): void {
  const event = eventOf(entry);
  if (event !== null) draft.step(event, entry.at, (step) => takenOf(look, entry, step));
  // the row is `waiting` since this entry; those who may not see it are told by the bot, unless it told them already
  if (entry.kind === 'botSilent' && draft.phase === 'waiting' && !draft.calledPeople) {
    draft.changePhase({ from: 'bot', to: 'waiting', reason: 'people_called' });
  }
}

/**
 * Whether the bot may still speak and lead on an entry that it reads late. Where an agent leads or led, or people were
 * called past the bot, it keeps quiet: only what the visitor gave and what it produces is kept.
 */
function takenOf({ session, unread }: Look, entry: Entry, step: Step): Taken {
  if (session.phase === 'live' || session.phase === 'closed') return 'facts';
  const calledPast = unread.some(({ kind, seq }) => kind === 'botSilent' && seq > entry.seq);
  if (!calledPast) return 'all';
  // the visitor had asked for people anyway: telling so is right, once
  return step.state.wait.for === 'pickUp' ? 'all' : 'facts';
}

/** The offline path, once the time to pick up has passed. The row is locked and `waiting`: nobody has claimed it. */
function judgePickUp({ now }: Look, draft: Draft): void {
  const { wait } = draft.state;
  if (draft.phase !== 'waiting' || wait.for !== 'pickUp' || wait.deadlineAt > now) return;
  draft.step({ type: 'deadlinePassed', deadlineId: wait.deadlineId }, now, () => 'all');
}

/** The playbook has come to its end, in this look or in one that had more to read. */
function judgeEnd(draft: Draft): void {
  if (draft.phase === 'bot' && draft.state.wait.for === 'nothing') draft.close('bot', 'playbook_ended');
}

/** Nobody said anything for too long, this look included. */
function judgeSilence({ session, now }: Look, draft: Draft): void {
  if (draft.append.length > 0 || draft.phase !== session.phase) return;
  const [idle] = sessionDeadlines({ ...session, state: draft.state });
  if (idle !== undefined && idle.kind !== 'pickUp' && idle.at <= now) draft.close('system', 'idle');
}
