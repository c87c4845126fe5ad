import { answerTo, contextOf, playbookOf, stateOf, text } from './specs/builders.ts';
import { step } from './step.ts';
import type { EngineEvent, EngineState } from './types.ts';

const withPeople = playbookOf({
  ask: {
    kind: 'question',
    text: text('Which?'),
    choices: [
      { id: 'leave', text: text('Leave'), next: 'email' },
      { id: 'later', text: text('Later'), next: 'hold' },
      { id: 'chat', text: text('Chat'), next: 'people' },
    ],
  },
  hold: { kind: 'message', text: text('Hold on'), next: 'otherPeople' },
  otherPeople: { kind: 'liveChat', onlineText: text('Calling others'), waitSeconds: 7, offline: 'email' },
  people: { kind: 'liveChat', onlineText: text('Calling'), waitSeconds: 90, offline: 'email' },
  email: { kind: 'capture', field: 'person.email', type: 'email', text: text('E-mail?'), next: 'end' },
  end: { kind: 'end' },
});
const withoutPeople = playbookOf({
  email: { kind: 'capture', field: 'person.email', type: 'email', text: text('E-mail?'), next: 'end' },
  end: { kind: 'end' },
});

const emailPrompt = {
  type: 'append',
  kind: 'prompt',
  body: { text: 'E-mail?', cardId: 'email', input: 'email', skippable: false },
};
const backToBot = (reason: string) => ({
  type: 'append',
  kind: 'phaseChanged',
  body: { from: 'waiting', to: 'bot', reason },
});
const pickUp = (deadlineId: string, deadlineAt: string) =>
  ({ for: 'pickUp', team: null, deadlineId, deadlineAt, notice: null }) as const;
const silentWait = pickUp('pickUp-9', '2026-03-01T10:01:30.000Z');

describe('a bot that was silent', () => {
  it('waits for people at the live-chat card nearest to the start', () => {
    const { state, effects } = step(
      withPeople,
      stateOf('email', answerTo(3)),
      { type: 'botSilent', seq: 9 },
      contextOf(),
    );
    expect(effects).toEqual([]);
    expect(state).toEqual(stateOf('people', silentWait));
  });

  it('goes on along that card’s offline path when nobody picks up', () => {
    const event = { type: 'deadlinePassed', deadlineId: 'pickUp-9' } as const;
    const { state, effects } = step(withPeople, stateOf('people', silentWait), event, contextOf());
    expect(effects.slice(1)).toEqual([backToBot('nobody_picked_up'), emailPrompt]);
    expect(state).toEqual(stateOf('email', answerTo(12)));
  });

  it('asks its open prompt again where the playbook has no live chat', () => {
    const silent = step(withoutPeople, stateOf('email', answerTo(3)), { type: 'botSilent', seq: 9 }, contextOf());
    expect(silent).toEqual({
      state: stateOf('email', pickUp('pickUp-9', '2026-03-01T10:01:00.000Z')),
      effects: [],
      visited: [],
    });
    const event = { type: 'deadlinePassed', deadlineId: 'pickUp-9' } as const;
    expect(step(withoutPeople, silent.state, event, contextOf())).toEqual({
      state: stateOf('email', answerTo(11)),
      effects: [backToBot('nobody_picked_up'), emailPrompt],
      visited: [{ cardId: 'email', arm: null }],
    });
  });
});

describe('an agent who joins', () => {
  it.each<{ name: string; state: EngineState }>([
    { name: 'while the bot waits for an answer', state: stateOf('ask', answerTo(3)) },
    { name: 'while people are awaited', state: stateOf('people', silentWait) },
  ])('leads from then on, $name', ({ state }) => {
    const joined = step(withPeople, state, { type: 'agentJoined', seq: 9 }, contextOf());
    expect(joined).toEqual({ state: { ...state, wait: { for: 'people', silent: null } }, effects: [], visited: [] });
  });
});

describe('an agent who hands back', () => {
  it('lets the bot ask again what it asked before people took over past the playbook', () => {
    const led = stateOf('email', { for: 'people', silent: null });
    expect(step(withPeople, led, { type: 'handedBack', seq: 9 }, contextOf())).toEqual({
      state: stateOf('email', answerTo(10)),
      effects: [emailPrompt],
      visited: [{ cardId: 'email', arm: null }],
    });
  });

  it.each<{ name: string; state: EngineState }>([
    { name: 'the bot asks', state: stateOf('ask', answerTo(3)) },
    { name: 'people are awaited', state: stateOf('people', silentWait) },
  ])('changes nothing while $name', ({ state }) => {
    const done = step(withPeople, state, { type: 'handedBack', seq: 9 }, contextOf());
    expect(done).toEqual({ state, effects: [], visited: [] });
  });
});

describe('an operator’s move', () => {
  it.each<{ name: string; state: EngineState; effects: object[]; promptSeq: number }>([
    { name: 'from a prompt', state: stateOf('ask', answerTo(3)), effects: [emailPrompt], promptSeq: 10 },
    {
      name: 'from a wait for people',
      state: stateOf('people', silentWait),
      effects: [backToBot('moved'), emailPrompt],
      promptSeq: 11,
    },
  ])('goes to the card $name', ({ state, effects, promptSeq }) => {
    expect(step(withPeople, state, { type: 'moved', seq: 9, cardId: 'email' }, contextOf())).toEqual({
      state: stateOf('email', answerTo(promptSeq)),
      effects,
      visited: [{ cardId: 'email', arm: null }],
    });
  });

  it.each<{ name: string; state: EngineState; cardId: string }>([
    { name: 'to an unknown card', state: stateOf('ask', answerTo(3)), cardId: 'nowhere' },
    { name: 'to a name of the prototype', state: stateOf('ask', answerTo(3)), cardId: 'toString' },
    { name: 'while an agent leads', state: stateOf('people', { for: 'people', silent: null }), cardId: 'email' },
    { name: 'after the end', state: stateOf('end', { for: 'nothing' }), cardId: 'email' },
  ])('does nothing $name', ({ state, cardId }) => {
    expect(step(withPeople, state, { type: 'moved', seq: 9, cardId }, contextOf())).toEqual({
      state,
      effects: [],
      visited: [],
    });
  });
});

describe('a caller’s bug or an unchecked playbook', () => {
  const endless = playbookOf({
    a: { kind: 'message', text: text('a'), next: 'b' },
    b: { kind: 'message', text: text('b'), next: 'a' },
  });
  const asked = stateOf('ask', answerTo(3));

  it.each<{ code: string; run: () => unknown }>([
    { code: 'wrong_state', run: () => step(withPeople, asked, { type: 'began' }, contextOf()) },
    { code: 'wrong_state', run: () => step(withPeople, null, { type: 'agentJoined', seq: 1 }, contextOf()) },
    { code: 'endless_walk', run: () => step(endless, null, { type: 'began' }, contextOf()) },
    {
      code: 'unknown_card',
      run: () => step(endless, asked, { type: 'visitorMessage', seq: 4, text: 'x' }, contextOf()),
    },
    {
      code: 'invalid_time',
      run: () => step(withPeople, asked, { type: 'botSilent', seq: 9 }, contextOf({ at: 'today' })),
    },
  ])('is refused with $code', ({ code, run }) => {
    expect(run).toThrow(expect.objectContaining({ name: 'EngineError', code }));
  });

  it('never changes what it was given', () => {
    const state = Object.freeze({ ...asked, fields: Object.freeze({}), resultCards: Object.freeze([]) as never });
    const event: EngineEvent = { type: 'visitorMessage', seq: 4, text: 'leave' };
    const first = step(withPeople, state, event, contextOf());
    expect(step(withPeople, state, event, contextOf())).toEqual(first);
  });
});
