import type { EntryBody, PlaybookDefinition } from '#libs/contracts';
import { EngineError } from './errors.ts';
import { step } from './step.ts';
import type { EngineState } from './types.ts';

export type OpeningEntry =
  | { kind: 'message'; body: EntryBody<'message'> }
  | { kind: 'prompt'; body: EntryBody<'prompt'> };

export interface RenderedOpening {
  state: EngineState;
  /** They get the seqs 1, 2, 3 … */
  entries: OpeningEntry[];
}

/**
 * What a visitor sees before the first act: the cards up to the first that asks. Depends on nothing but its arguments,
 * so that rendering it needs no session and the first act finds the same. Throws `EngineError` silent_opening where
 * the playbook does more than speak and ask before the first act, which the validator rules out.
 */
export function openingOf(definition: PlaybookDefinition, language: string, seed: number): RenderedOpening {
  const context = { at: new Date(0).toISOString(), language, agentsOnline: false, nextSeq: 1, seed };
  const { state, effects } = step(definition, null, { type: 'began' }, context);
  if (state.wait.for !== 'answer') throw new EngineError('silent_opening', 'The opening ends without asking');
  const entries = effects.map((effect): OpeningEntry => {
    if (effect.type === 'append' && effect.kind === 'message') return { kind: effect.kind, body: effect.body };
    if (effect.type === 'append' && effect.kind === 'prompt') return { kind: effect.kind, body: effect.body };
    throw new EngineError('silent_opening', 'The opening may only speak and ask');
  });
  return { state, entries };
}
