import type { PlaybookDefinition } from '#libs/contracts';
import { step } from '../step.ts';
import type { EngineContext, EngineState, Step } from '../types.ts';
import { answerTo, type CardsInput, contextOf, playbookOf, stateOf, text } from './builders.ts';

/** The cards behind a question, with three ends to go to: `yes`, `no` and `later`. */
export const around = (cards: CardsInput, more?: Parameters<typeof playbookOf>[1]): PlaybookDefinition => {
  const [first = 'yes'] = Object.keys(cards);
  const choices = [{ id: 'go', text: text('Go'), next: first }];
  const ask = { kind: 'question' as const, text: text('Ready?'), choices };
  return playbookOf({ ask, ...cards, yes: { kind: 'end' }, no: { kind: 'end' }, later: { kind: 'end' } }, more);
};

interface Given {
  state?: Partial<EngineState>;
  context?: Partial<EngineContext>;
}

/** The step in which a session, asked at seq 3, comes to the card; the first entry that it writes gets seq 10. */
export const arriveAt = (definition: PlaybookDefinition, cardId: string, { state, context }: Given = {}): Step =>
  step(definition, stateOf('ask', answerTo(3), state), { type: 'moved', seq: 9, cardId }, contextOf(context));
