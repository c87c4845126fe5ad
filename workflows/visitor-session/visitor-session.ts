import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { Decision, Phase } from '#libs/contracts/process';
import { Alarm } from './alarm.ts';
import { Bell } from './bell.ts';
import { Calls } from './calls.ts';
import { look } from './look.ts';
import { listenToSignals, type News } from './news.ts';
import { Results } from './results.ts';
import { showSearchAttributes, Walk } from './visibility.ts';

export interface VisitorSessionInput {
  sessionId: string;
}

/**
 * A visitor's session, from the first word to the end. It decides when to look at the log; what is said and where the
 * session goes is decided by `advance`, in one transaction with what it writes. So it may be repeated, reset,
 * terminated and begun again at any point, and nothing is said twice.
 */
export async function visitorSession({ sessionId }: VisitorSessionInput): Promise<void> {
  const bell = new Bell();
  const session = { bell, news: listenToSignals(bell), alarm: new Alarm(bell), calls: new Calls(bell) };
  const walk = new Walk(sessionId);
  const results = new Results();

  for (;;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof visitorSession>({ sessionId });

    session.news.beginLook();
    session.alarm.beginLook();
    session.calls.beginLook();
    const decision = await look(sessionId);
    if (decision === null) return;

    showSearchAttributes(decision);
    walk.show(decision);
    if (decision.pendingResults.length > 0) await results.start(decision.pendingResults);

    if (decision.more) continue;
    if (decision.phase === 'closed') return;
    // earlier releases made no calls: in their histories there are none to start
    session.calls.start(decision.pendingCalls ?? []);
    await WAITS[decision.phase](session, decision);
  }
}

interface Session {
  bell: Bell;
  news: News;
  alarm: Alarm;
  calls: Calls;
}
type Wait = (session: Session, decision: Decision) => Promise<void>;

const WAITS: Record<Exclude<Phase, 'closed'>, Wait> = {
  bot: waitForVisitor,
  waiting: waitForAgent,
  live: liveChat,
};

/**
 * The bot has spoken. The visitor answers, another service does, or a time comes that a card waits for; or the visitor
 * falls silent for so long that the session ends.
 */
function waitForVisitor(session: Session, decision: Decision): Promise<void> {
  return newsOrAlarm(session, decision);
}

/**
 * People were called. Somebody takes the conversation, or the deadline sends the visitor to the offline path; now and
 * then the visitor is told their place.
 */
function waitForAgent(session: Session, decision: Decision): Promise<void> {
  return newsOrAlarm(session, decision);
}

/**
 * An agent leads. Messages pass by unseen; the process hears of a reassignment, of the visitor being handed back or
 * waiting again, of the end, or of a day without a word.
 */
function liveChat(session: Session, decision: Decision): Promise<void> {
  return newsOrAlarm(session, decision);
}

// none of the waits is async: the SDK takes a stack trace of every promise, so each one more costs every step
function newsOrAlarm({ bell, news, alarm, calls }: Session, { readTo, deadlines }: Decision): Promise<void> {
  alarm.setFor(deadlines);
  return bell.wait(() => news.after(readTo) || alarm.rang || calls.answered);
}
