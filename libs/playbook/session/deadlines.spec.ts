import { type Deadline, LIMITS, type Phase } from '#libs/contracts';
import { NO_OFFER } from '../routing/types.ts';
import { answerTo, stateOf } from '../specs/builders.ts';
import type { EngineWait } from '../types.ts';
import { earliestOf, sessionDeadlines } from './deadlines.ts';
import { at, START } from './test/looks.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const LAST = 100;
const due = (kind: string, seconds: number) => ({ deadlineId: `${kind}-here`, deadlineAt: at(seconds) });
const card = (kind: Deadline['kind'], seconds: number): Deadline => ({ id: `${kind}-here`, kind, at: at(seconds) });
const idle = (kind: Deadline['kind'], seconds: number): Deadline => ({ id: `${kind}-3`, kind, at: at(seconds) });
const silentSince = idle('visitorSilent', LAST + LIMITS.visitorSilentHours * HOUR);
const tooOld = idle('visitorSilent', LIMITS.sessionDays * DAY);
const liveIdle = idle('liveIdle', LAST + LIMITS.liveIdleHours * HOUR);

const asked = answerTo(4);
const reminded: EngineWait = { ...asked, reminder: { no: 0, ...due('reminder', 120) } };
const called: EngineWait = { for: 'pickUp', team: null, ...due('pickUp', 160), notice: due('queueNotice', 130) };

describe('the deadlines of a session', () => {
  it.each<{ phase: Phase; wait: EngineWait; deadlines: Deadline[] }>([
    { phase: 'bot', wait: asked, deadlines: [silentSince] },
    { phase: 'bot', wait: reminded, deadlines: [card('reminder', 120), tooOld] },
    { phase: 'bot', wait: { for: 'time', ...due('wait', 30 * DAY) }, deadlines: [card('wait', 30 * DAY), tooOld] },
    { phase: 'bot', wait: { for: 'http', requestSeq: 4, ...due('http', 160) }, deadlines: [card('http', 160), tooOld] },
    { phase: 'bot', wait: { for: 'nothing' }, deadlines: [silentSince] },
    { phase: 'waiting', wait: called, deadlines: [card('queueNotice', 130), card('pickUp', 160), tooOld] },
    { phase: 'waiting', wait: { ...called, notice: null }, deadlines: [card('pickUp', 160), tooOld] },
    { phase: 'live', wait: { for: 'people', silent: null }, deadlines: [liveIdle] },
    {
      phase: 'live',
      wait: { for: 'people', silent: due('agentSilent', 130) },
      deadlines: [card('agentSilent', 130), liveIdle],
    },
    // what the process has not read yet: the phase is newer than the wait
    { phase: 'live', wait: called, deadlines: [liveIdle] },
    { phase: 'live', wait: reminded, deadlines: [liveIdle] },
    { phase: 'waiting', wait: reminded, deadlines: [silentSince] },
    { phase: 'bot', wait: { for: 'people', silent: due('agentSilent', 130) }, deadlines: [silentSince] },
    { phase: 'closed', wait: reminded, deadlines: [] },
    { phase: 'closed', wait: { for: 'nothing' }, deadlines: [] },
  ])('in phase $phase, waiting for $wait.for', ({ phase, wait, deadlines }) => {
    const session = { phase, epoch: 3, startedAt: START, lastAt: at(LAST), state: stateOf('here', wait), ...NO_OFFER };
    expect(sessionDeadlines(session)).toEqual(deadlines);
    expect(earliestOf(deadlines.toReversed())).toEqual(deadlines[0] ?? null);
  });
});
