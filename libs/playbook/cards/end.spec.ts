import { answerTo, contextOf, playbookOf, stateOf, text } from '../specs/builders.ts';
import { step } from '../step.ts';
import type { EngineEvent } from '../types.ts';

const definition = playbookOf({
  name: { kind: 'capture', field: 'name', text: text('Name?'), required: false, next: 'bye' },
  bye: { kind: 'end', text: text('Bye {{name|you}}') },
  silent: { kind: 'end' },
});
const goodbye = { type: 'append', kind: 'message', body: { text: 'Bye you', cardId: 'bye' } };

describe('an end card', () => {
  it.each([
    { cardId: 'bye', effects: [goodbye, { type: 'close' }] },
    { cardId: 'silent', effects: [{ type: 'close' }] },
  ])('says goodbye where it has a text, and closes ($cardId)', ({ cardId, effects }) => {
    const done = step(definition, stateOf('name', answerTo(3)), { type: 'moved', seq: 4, cardId }, contextOf());
    expect(done).toEqual({ state: stateOf(cardId, { for: 'nothing' }), effects });
  });

  it.each<EngineEvent>([
    { type: 'visitorMessage', seq: 18, text: 'Wait!' },
    { type: 'visitorAnswer', seq: 18, promptSeq: 3, skipped: true, text: 'Skip' },
    { type: 'agentJoined', seq: 18 },
    { type: 'botSilent', seq: 18 },
    { type: 'moved', seq: 18, cardId: 'name' },
    { type: 'deadlinePassed', deadlineId: 'pickUp-1' },
  ])('is the last word: nothing follows $type', (event) => {
    const ended = stateOf('bye', { for: 'nothing' });
    expect(step(definition, ended, event, contextOf())).toEqual({ state: ended, effects: [] });
  });
});
