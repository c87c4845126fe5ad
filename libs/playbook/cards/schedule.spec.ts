import { around, arriveAt } from '../specs/arrive.ts';
import { contextOf, stateOf } from '../specs/builders.ts';
import { step } from '../step.ts';

const monday = [{ from: '09:00', to: '17:00' }];
const hours = { timeZone: 'UTC', week: { monday } };
const cards = {
  office: { kind: 'schedule', next: 'yes' },
  orWrite: { kind: 'schedule', onMessage: 'no', next: 'yes' },
} as const;
const definition = around(cards, { openingHours: hours });
// 2026-03-01 is a Sunday
const opensAt = '2026-03-02T09:00:00.000Z';
const wait = (cardId: string, deadlineAt = opensAt) =>
  ({ for: 'time', deadlineId: `wait-${cardId}-${Date.parse(deadlineAt)}`, deadlineAt }) as const;

describe('a schedule card', () => {
  it.each(['office', 'orWrite'])('waits until the opening hours begin (%s)', (cardId) => {
    expect(arriveAt(definition, cardId)).toMatchObject({ state: stateOf(cardId, wait(cardId)), effects: [] });
  });

  it.each([
    { name: 'while they are', playbook: definition, at: '2026-03-02T09:00:00.000Z' },
    { name: 'in a playbook without opening hours', playbook: around(cards), at: '2026-03-01T10:00:00.000Z' },
  ])('goes on at once $name', ({ playbook, at }) => {
    expect(arriveAt(playbook, 'office', { context: { at } }).state).toEqual(stateOf('yes', { for: 'nothing' }));
  });

  it('goes by the time of the step, not of an event that is read late', () => {
    const context = { at: '2026-03-02T16:59:00.000Z', now: '2026-03-02T17:00:00.000Z' };
    expect(arriveAt(definition, 'office', { context }).state.wait).toEqual(wait('office', '2026-03-09T09:00:00.000Z'));
  });

  it('waits for as long as a session may last for hours that never come', () => {
    const never = around(cards, { openingHours: { timeZone: 'UTC', week: {} } });
    expect(arriveAt(never, 'office').state.wait).toEqual(wait('office', '2026-05-30T10:00:00.000Z'));
  });

  it.each([
    {
      name: 'the hours begin',
      cardId: 'office',
      event: { type: 'deadlinePassed', deadlineId: wait('office').deadlineId },
      to: 'yes',
    },
    {
      name: 'the visitor writes, where there is a way for that',
      cardId: 'orWrite',
      event: { type: 'visitorMessage', seq: 12, text: 'Hi' },
      to: 'no',
    },
    {
      name: 'the visitor writes: it goes on waiting',
      cardId: 'office',
      event: { type: 'visitorMessage', seq: 12, text: 'Hi' },
      to: null,
    },
  ] as const)('when $name', ({ cardId, event, to }) => {
    const from = stateOf(cardId, wait(cardId));
    const { state } = step(definition, from, event, contextOf());
    expect(state).toEqual(to === null ? from : stateOf(to, { for: 'nothing' }));
  });
});
