import { EngineError } from '../errors.ts';
import type { EngineState } from '../types.ts';
import { fieldSince2 } from './fields.ts';
import { isRecord, type Json } from './json.ts';

type Migration = (state: Json) => Json;

/** What waits got in format 2, by what they are for. */
const NEW_IN_WAITS: Readonly<Record<string, Json>> = {
  answer: { reminder: null },
  pickUp: { team: null, notice: null },
  people: { silent: null },
};

const waitFrom1 = (wait: unknown): unknown =>
  isRecord(wait) && typeof wait.for === 'string' ? { ...wait, ...NEW_IN_WAITS[wait.for] } : wait;

/** From each older format to the next one. */
const MIGRATIONS: Readonly<Record<number, Migration>> = {
  1: (state) => ({
    ...state,
    format: 2,
    wait: waitFrom1(state.wait),
    fields: Object.fromEntries(Object.entries(state.fields ?? {}).map(([name, value]) => [fieldSince2(name), value])),
    // format 1 had no cards that disqualify: who was not qualified was not judged
    qualified: state.qualified === true ? true : null,
  }),
};

/**
 * A session's stored state in the format of this release's engine; the given one stays untouched. Throws `EngineError`
 * unknown_format for a state of a later release, which this one must not write over.
 */
export function upgradeState(json: unknown): EngineState {
  let state = json;
  while (isRecord(state) && state.format !== 2) {
    const migrate = Object.hasOwn(MIGRATIONS, String(state.format)) ? MIGRATIONS[state.format as number] : undefined;
    if (!migrate) throw new EngineError('unknown_format', 'The state was written by a later release');
    state = migrate(state);
  }
  return state as EngineState;
}
