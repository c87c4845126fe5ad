import { deadlinesOf } from '../deadlines.ts';
import { answerTo, contextOf, playbookOf, stateOf, text } from '../specs/builders.ts';
import { step } from '../step.ts';
import type { EngineEvent, EngineState } from '../types.ts';

const cardsWith = (more: object) =>
  playbookOf({
    ask: {
      kind: 'question',
      text: text('Which?'),
      choices: [{ id: 'chat', text: text('Chat'), next: 'people' }],
    },
    people: { kind: 'liveChat', onlineText: text('Calling'), waitSeconds: 90, offline: 'email', ...more },
    email: { kind: 'capture', field: 'email', text: text('E-mail?'), next: 'end' },
    end: { kind: 'end' },
  });
const definition = cardsWith({ offlineText: text('Nobody here'), unansweredText: text('Nobody came') });
const bare = cardsWith({});

const message = (said: string) => ({ type: 'append', kind: 'message', body: { text: said, cardId: 'people' } });
const phase = (from: string, to: string, reason: string) => ({
  type: 'append',
  kind: 'phaseChanged',
  body: { from, to, reason },
});
const emailPrompt = {
  type: 'append',
  kind: 'prompt',
  body: { text: 'E-mail?', cardId: 'email', input: 'email', skippable: false },
};
const chose: EngineEvent = { type: 'visitorAnswer', seq: 4, promptSeq: 3, choiceId: 'chat', text: 'Chat' };
const asked = stateOf('ask', answerTo(3));
const waiting = stateOf('people', {
  for: 'pickUp',
  deadlineId: 'pickUp-11',
  deadlineAt: '2026-03-01T10:01:30.000Z',
});
const inChat = stateOf('people', { for: 'people' });

describe('a live-chat card', () => {
  it('calls people and waits for them from the event’s time on', () => {
    const { state, effects } = step(definition, asked, chose, contextOf());
    expect(effects).toEqual([message('Calling'), phase('bot', 'waiting', 'people_called')]);
    expect(state).toEqual(waiting);
    expect(deadlinesOf(state)).toEqual([{ id: 'pickUp-11', kind: 'pickUp', at: '2026-03-01T10:01:30.000Z' }]);
  });

  it.each([
    { name: 'says so', playbook: definition, said: [message('Nobody here')], promptSeq: 11 },
    { name: 'needs no text for it', playbook: bare, said: [], promptSeq: 10 },
  ])('takes the offline path when nobody is online, and $name', ({ playbook, said, promptSeq }) => {
    const { state, effects } = step(playbook, asked, chose, contextOf({ agentsOnline: false }));
    expect(effects).toEqual([...said, emailPrompt]);
    expect(state).toEqual(stateOf('email', answerTo(promptSeq)));
    expect(deadlinesOf(state)).toEqual([]);
  });

  it.each([
    { name: 'its own text', playbook: definition, said: 'Nobody came' },
    { name: 'the default text', playbook: bare, said: 'Sorry, nobody could join in time.' },
  ])('takes the offline path when nobody picks up, with $name', ({ playbook, said }) => {
    const event = { type: 'deadlinePassed', deadlineId: 'pickUp-11' } as const;
    const { state, effects } = step(playbook, waiting, event, contextOf());
    expect(effects).toEqual([message(said), phase('waiting', 'bot', 'nobody_picked_up'), emailPrompt]);
    expect(state).toEqual(stateOf('email', answerTo(12)));
  });

  it('leaves the lead to the agent who joins', () => {
    expect(step(definition, waiting, { type: 'agentJoined', seq: 12 }, contextOf())).toEqual({
      state: inChat,
      effects: [],
    });
  });

  it.each<{ name: string; state: EngineState; event: EngineEvent }>([
    { name: 'another wait’s deadline', state: waiting, event: { type: 'deadlinePassed', deadlineId: 'pickUp-1' } },
    {
      name: 'its deadline after an agent joined',
      state: inChat,
      event: { type: 'deadlinePassed', deadlineId: 'pickUp-11' },
    },
    { name: 'a message while waiting', state: waiting, event: { type: 'visitorMessage', seq: 12, text: 'Chat' } },
    { name: 'a click while waiting', state: waiting, event: { ...chose, seq: 12 } },
    { name: 'a message in the chat', state: inChat, event: { type: 'visitorMessage', seq: 12, text: 'Chat' } },
    { name: 'another agent', state: inChat, event: { type: 'agentJoined', seq: 13 } },
    { name: 'a silent bot while waiting', state: waiting, event: { type: 'botSilent', seq: 13 } },
    { name: 'a silent bot in the chat', state: inChat, event: { type: 'botSilent', seq: 13 } },
  ])('does nothing for $name', ({ state, event }) => {
    expect(step(definition, state, event, contextOf())).toEqual({ state, effects: [] });
  });
});
