import type { PlaybookDefinition, Script, Simulation, TestOutcome } from '#libs/contracts';
import { failureOf } from './expect.ts';
import { ScriptError, SimulatedSession, TOO_LONG } from './session.ts';
import { doStep } from './steps.ts';

/** Asked again and again: answers false when it takes too long. */
export type MayGoOn = () => boolean;
const always: MayGoOn = () => true;

/** Why a step of the script did not go as it should; null when all did. */
function play(simulated: SimulatedSession, steps: Script['steps'], mayGoOn: MayGoOn): string | null {
  let since = 0;
  for (const [index, step] of steps.entries()) {
    const failed = (why: string): string => `Step ${index + 1}: ${why}.`;
    if ('expect' in step) {
      const failure = failureOf(simulated, step.expect, since);
      if (failure !== null) return failed(failure);
      continue;
    }
    since = simulated.session.lastSeq;
    if (!mayGoOn()) return failed(TOO_LONG);
    try {
      doStep(simulated, step);
    } catch (error) {
      if (error instanceof ScriptError) return failed(error.message);
      throw error;
    }
  }
  return null;
}

/**
 * Walks a validated playbook with a scripted visitor, agents and clock: the same engine and decisions as a real
 * session, without process or database. Stops at the first step that cannot be done or does not hold; says which.
 */
export function simulate(definition: PlaybookDefinition, script: Script, mayGoOn = always): Simulation {
  const simulated = new SimulatedSession(definition, script, mayGoOn);
  const failure = play(simulated, script.steps, mayGoOn);
  const { session, entries, results, timers, now } = simulated;
  return {
    ok: failure === null,
    failure,
    entries,
    phase: session.phase,
    card: session.state.cardId,
    results,
    fields: session.state.fields,
    qualified: session.state.qualified,
    timers: [...timers.values()],
    endedAt: now,
  };
}

/** Runs the playbook's own tests. */
export const runTests = (definition: PlaybookDefinition, mayGoOn = always): TestOutcome[] =>
  (definition.tests ?? []).map(({ name, script }) => {
    const { ok, failure } = simulate(definition, script, mayGoOn);
    return { name, ok, failure };
  });
