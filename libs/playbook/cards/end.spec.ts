import { around, arriveAt } from '../specs/arrive.ts';
import { contextOf, stateOf, text } from '../specs/builders.ts';
import { step } from '../step.ts';
import type { EngineEvent } from '../types.ts';

const definition = around({ bye: { kind: 'end', text: text('Bye {{person.name|you}}') } });
const goodbye = { type: 'append', kind: 'message', body: { text: 'Bye you', cardId: 'bye' } };

describe('an end card', () => {
  it.each([
    { cardId: 'bye', effects: [goodbye, { type: 'close' }] },
    { cardId: 'yes', effects: [{ type: 'close' }] },
  ])('says goodbye where it has a text, and closes ($cardId)', ({ cardId, effects }) => {
    expect(arriveAt(definition, cardId)).toEqual({
      state: stateOf(cardId, { for: 'nothing' }),
      effects,
      visited: [{ cardId, arm: null }],
    });
  });

  it.each<EngineEvent>([
    { type: 'visitorMessage', seq: 18, text: 'Wait!' },
    { type: 'visitorAnswer', seq: 18, promptSeq: 3, skipped: true, text: 'Skip' },
    { type: 'agentJoined', seq: 18 },
    { type: 'agentSpoke', seq: 18 },
    { type: 'handedBack', seq: 18 },
    { type: 'botSilent', seq: 18 },
    { type: 'httpAnswered', seq: 18, requestSeq: 9, ok: true, fields: { tier: 'gold' } },
    { type: 'moved', seq: 18, cardId: 'ask' },
    { type: 'deadlinePassed', deadlineId: 'pickUp-1' },
  ])('is the last word: nothing follows $type', (event) => {
    const ended = stateOf('bye', { for: 'nothing' });
    expect(step(definition, ended, event, contextOf())).toEqual({ state: ended, effects: [], visited: [] });
  });
});
