import { around, arriveAt } from '../specs/arrive.ts';
import { answerTo, stateOf } from '../specs/builders.ts';

it('a jump leads elsewhere, back to an earlier card too', () => {
  const definition = around({ back: { kind: 'jump', to: 'ask' } });
  const { state, effects, visited } = arriveAt(definition, 'back');
  expect(state).toEqual(stateOf('ask', answerTo(10)));
  expect(effects).toMatchObject([{ kind: 'prompt', body: { cardId: 'ask' } }]);
  expect(visited.map(({ cardId }) => cardId)).toEqual(['back', 'ask']);
});
