import { deadlinesOf } from '../deadlines.ts';
import { around, arriveAt } from '../specs/arrive.ts';
import { contextOf, stateOf } from '../specs/builders.ts';
import { step } from '../step.ts';
import type { EngineEvent } from '../types.ts';

const definition = around({
  pause: { kind: 'wait', seconds: 90, next: 'yes' },
  nap: { kind: 'wait', seconds: 30 * 86_400, onMessage: 'no', next: 'yes' },
  circle: { kind: 'wait', seconds: 5, next: 'again' },
  again: { kind: 'jump', to: 'circle' },
});
const waiting = (cardId: string, at: string) => {
  const deadlineId = `wait-${cardId}-${Date.parse(at)}`;
  return { state: stateOf(cardId, { for: 'time', deadlineId, deadlineAt: at }), deadlineId };
};
const pause = waiting('pause', '2026-03-01T10:01:30.000Z');
const nap = waiting('nap', '2026-03-31T10:00:00.000Z');

describe('a wait card', () => {
  it.each([
    { cardId: 'pause', ...pause },
    { cardId: 'nap', ...nap },
  ])('waits in silence, counting from now ($cardId)', ({ cardId, state, deadlineId }) => {
    const done = arriveAt(definition, cardId);
    expect(done).toMatchObject({ state, effects: [] });
    expect(deadlinesOf(done.state)).toEqual([{ id: deadlineId, kind: 'wait', at: expect.any(String) }]);
  });

  it('counts from when the process got to it', () => {
    const { state } = arriveAt(definition, 'pause', { context: { now: '2026-03-01T11:00:00.000Z' } });
    expect(state.wait).toMatchObject({ deadlineAt: '2026-03-01T11:01:30.000Z' });
  });

  const says: EngineEvent = { type: 'visitorMessage', seq: 12, text: 'Hello?' };
  const clicks: EngineEvent = { type: 'visitorAnswer', seq: 12, promptSeq: 3, choiceId: 'go', text: 'Go' };
  const passed = (deadlineId: string): EngineEvent => ({ type: 'deadlinePassed', deadlineId });

  it.each([
    { name: 'its time has passed', from: pause.state, event: passed(pause.deadlineId), to: 'yes' },
    { name: 'its time has passed, with a way for messages', from: nap.state, event: passed(nap.deadlineId), to: 'yes' },
    { name: 'the visitor writes, where there is a way for that', from: nap.state, event: says, to: 'no' },
    { name: 'the visitor clicks, where there is a way for that', from: nap.state, event: clicks, to: 'no' },
  ])('goes on when $name', ({ from, event, to }) => {
    const { state, effects } = step(definition, from, event, contextOf());
    expect(state).toEqual(stateOf(to, { for: 'nothing' }));
    expect(effects).toEqual([{ type: 'close' }]);
  });

  it.each<{ name: string; event: EngineEvent }>([
    { name: 'a message without a way for it', event: says },
    { name: 'a click without a way for it', event: clicks },
    { name: 'another deadline', event: passed(nap.deadlineId) },
    {
      name: 'a late answer of another service',
      event: { type: 'httpAnswered', seq: 12, requestSeq: 4, ok: true, fields: { a: 'b' } },
    },
    { name: 'an agent’s word', event: { type: 'agentSpoke', seq: 12 } },
    { name: 'a hand-back', event: { type: 'handedBack', seq: 12 } },
  ])('goes on waiting at $name', ({ event }) => {
    expect(step(definition, pause.state, event, contextOf())).toEqual({ state: pause.state, effects: [], visited: [] });
  });

  it('may wait in a circle, each time by a deadline of its own', () => {
    const first = arriveAt(definition, 'circle');
    const [due] = deadlinesOf(first.state);
    const event = { type: 'deadlinePassed', deadlineId: due?.id ?? '' } as const;
    const second = step(definition, first.state, event, contextOf({ at: '2026-03-01T10:00:05.000Z' }));
    expect(second.state).toEqual(waiting('circle', '2026-03-01T10:00:10.000Z').state);
    expect(second.visited.map(({ cardId }) => cardId)).toEqual(['again', 'circle']);
  });

  it('is left when people are called past the bot, and begins anew when nobody comes', () => {
    const silent = step(definition, pause.state, { type: 'botSilent', seq: 12 }, contextOf());
    expect(silent.state.wait).toMatchObject({ for: 'pickUp', deadlineId: 'pickUp-12' });
    const nobody = step(definition, silent.state, passed('pickUp-12'), contextOf());
    expect(nobody.state).toEqual(pause.state);
  });

  it('begins anew when an agent who took over hands back', () => {
    const joined = step(definition, pause.state, { type: 'agentJoined', seq: 12 }, contextOf());
    expect(joined.state.wait).toEqual({ for: 'people', silent: null });
    expect(step(definition, joined.state, { type: 'handedBack', seq: 13 }, contextOf()).state).toEqual(pause.state);
  });
});
