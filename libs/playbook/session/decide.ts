import type { DeadlineKind, Entry, EntryKind } from '#libs/contracts';
import { chooseAgent } from '../routing/choose.ts';
import type { Step } from '../types.ts';
import { earliestOf, sessionDeadlines } from './deadlines.ts';
import { Draft, type Taken } from './draft.ts';
import { eventOf } from './events.ts';
import type { Look, LookOutcome } from './types.ts';

/** Deadlines of cards in one look. Each sets the next one after now, so more than a few are a bug. */
const MOST_DEADLINES = 20;

/** Entries up to which an agent led. */
const LED_UNTIL: ReadonlySet<EntryKind> = new Set(['handedBack', 'returned']);

/** Deadlines that end a session. */
const IDLE: ReadonlySet<DeadlineKind> = new Set(['visitorSilent', 'liveIdle']);

/**
 * What the process makes of one look at the log: folds the unread entries through the engine, then judges deadlines
 * and the end. Pure: the same look gives the same outcome, so a look may be repeated at any point.
 */
export function decide(look: Look): LookOutcome {
  const draft = new Draft(look);
  for (const entry of look.unread) fold(look, draft, entry);
  if (!look.more) judge(look, draft);
  if (!look.more) offerNext(look, draft);
  return outcomeOf(look, draft);
}

/** Gives the visitor to people, since `decide` itself threw for what is unread: they read it, the engine does not. */
export function handOver(look: Look, errorId: string): LookOutcome {
  const draft = new Draft(look);
  if (draft.phase === 'bot') {
    draft.append.push({ kind: 'stuck', author: 'system', body: { errorId } });
    draft.changePhase({ from: 'bot', to: 'waiting', reason: 'people_called' });
  }
  draft.state = { ...draft.state, wait: { for: 'people', silent: null } };
  offerNext(look, draft);
  return outcomeOf(look, draft);
}

function outcomeOf(look: Look, draft: Draft): LookOutcome {
  const { append, state, phase, results, calls, details } = draft;
  const { wait } = state;
  const waiting = phase === 'waiting' && wait.for === 'pickUp' ? wait : null;
  return {
    append,
    state,
    phase,
    waitDeadlineId: waiting?.deadlineId ?? null,
    deadlineAt: earliestOf(sessionDeadlines(after(look, draft)))?.at ?? null,
    team: waiting?.team ?? null,
    offer: draft.offer,
    results,
    calls,
    visits: draft.visits(),
    details,
    cursor: look.unread.at(-1)?.seq ?? look.session.cursor,
  };
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
  if (session.phase === 'closed') return 'facts';
  if (unread.some(({ kind, seq }) => LED_UNTIL.has(kind) && seq > entry.seq)) return 'facts';
  // what a card does when somebody picks up is said; other words of the bot come too late
  if (session.phase === 'live') return entry.kind === 'assigned' ? 'all' : 'facts';
  const calledPast = unread.some(({ kind, seq }) => kind === 'botSilent' && seq > entry.seq);
  if (!calledPast) return 'all';
  // the visitor had asked for people anyway: telling so is right, once
  return step.state.wait.for === 'pickUp' ? 'all' : 'facts';
}

/**
 * Once everything is read: what happens because time has passed, the earliest first, and the end. The row is locked
 * and in the phase that a deadline is for: nobody has claimed, answered or closed. What a card does sets its next
 * deadline from now on, so after an outage nothing is said twice.
 */
function judge(look: Look, draft: Draft): void {
  for (let passed = 0; passed < MOST_DEADLINES && draft.phase !== 'closed'; passed++) {
    const due = earliestOf(sessionDeadlines(after(look, draft)));
    // in this look, or in one that had more to read
    if (draft.phase === 'bot' && draft.state.wait.for === 'nothing') draft.close('bot', 'playbook_ended');
    else if (!due || due.at > look.now) return;
    else if (IDLE.has(due.kind)) draft.close('system', 'idle');
    else if (due.kind === 'offer') draft.expireOffer();
    else draft.step({ type: 'deadlinePassed', deadlineId: due.id }, look.now, () => 'all');
  }
}

/**
 * The ladder of a wait: one agent after the other has their seconds to accept; when nobody is left to ask, everybody
 * may take it from Unassigned, until the card's deadline.
 */
function offerNext({ routing, now }: Look, draft: Draft): void {
  if (!routing || draft.phase !== 'waiting' || draft.offer) return;
  const chosen = chooseAgent({ mode: routing.mode, candidates: draft.candidates });
  if (chosen) draft.offerTo(chosen, new Date(Date.parse(now) + routing.offerSeconds * 1_000).toISOString());
}

/** The session as the draft leaves it; who said something in this look was not silent. */
function after({ session: { epoch, startedAt, lastAt }, now }: Look, { append, phase, state, offer }: Draft) {
  const offered = { offerNo: offer?.no ?? 0, offerUntil: offer?.until ?? null };
  return { phase, epoch, startedAt, lastAt: append.length > 0 ? now : lastAt, state, ...offered };
}
