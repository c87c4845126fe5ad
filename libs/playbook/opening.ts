import type { EntryBody, PlaybookDefinition } from '#libs/contracts';
import { EngineError } from './errors.ts';
import { step } from './step.ts';
import type { EngineContext, EngineEffect, EngineState, Visit } from './types.ts';

const OPENING_KINDS = ['message', 'prompt', 'captured'] as const;
type OpeningKind = (typeof OPENING_KINDS)[number];

export type OpeningEntry = { [K in OpeningKind]: { kind: K; body: EntryBody<K> } }[OpeningKind];

/** What an opening depends on, beside the definition. */
export type OpeningInput = Pick<EngineContext, 'language' | 'seed' | 'pageUrl' | 'returning'>;

export interface RenderedOpening {
  /** Its deadlines count from 1970 on: the opening has no time. `sessionDeadlines` counts them from the session's start. */
  state: EngineState;
  /** They get the seqs 1, 2, 3 … A field that a card sets is `captured`: visitors do not see it. */
  entries: OpeningEntry[];
  /** The cards it came by. */
  visited: Visit[];
}

function entryOf(effect: EngineEffect): OpeningEntry {
  if (effect.type === 'append' && OPENING_KINDS.some((kind) => kind === effect.kind)) {
    return { kind: effect.kind, body: effect.body } as OpeningEntry;
  }
  throw new EngineError('silent_opening', 'The opening may only speak, ask and set fields');
}

/**
 * What a visitor sees before the first act: the cards up to the first that asks. Depends on nothing but its arguments,
 * so that rendering it needs no session and the first act finds the same. Throws `EngineError` silent_opening where
 * the playbook does more before the first act, which the validator rules out.
 */
export function openingOf(definition: PlaybookDefinition, input: OpeningInput): RenderedOpening {
  const { language, seed, pageUrl, returning } = input;
  const online = { anybody: false, teams: [] };
  const at = new Date(0).toISOString();
  const context = { at, language, online, queuePlace: null, nextSeq: 1, seed, pageUrl, returning };
  const { state, effects, visited } = step(definition, null, { type: 'began' }, context);
  if (state.wait.for !== 'answer') throw new EngineError('silent_opening', 'The opening ends without asking');
  return { state, entries: effects.map(entryOf), visited };
}
