import type { CardOf } from '#libs/contracts';
import { deadlinesOf } from '../deadlines.ts';
import { around, arriveAt } from '../specs/arrive.ts';
import { contextOf, OFFLINE, ONLINE, stateOf, text } from '../specs/builders.ts';
import { step } from '../step.ts';
import type { EngineEvent, EngineWait } from '../types.ts';
import type { WaitFor } from './card.ts';

const withCard = (card: Partial<CardOf<'liveChat'>>) =>
  around({
    people: { kind: 'liveChat', onlineText: text('Calling'), waitSeconds: 90, offline: 'no', ...card },
    greet: { kind: 'message', text: text('Here is somebody'), next: 'sort' },
    sort: {
      kind: 'condition',
      branches: [{ when: { test: 'field', field: 'vip' }, next: 'mark' }],
      otherwise: 'people',
    },
    mark: { kind: 'qualify', next: 'people' },
  });
const bare = withCard({});
const full = withCard({
  team: 'Sales',
  offlineText: text('Nobody here'),
  unanswered: 'later',
  unansweredText: text('Nobody came'),
  waitMessage: { everySeconds: 40, text: text('Place {{queue.place|unknown}}') },
  pickedUp: 'greet',
  handedBack: 'yes',
  agentSilent: { afterSeconds: 30, text: text('They are busy'), next: 'later' },
});

const after = (seconds: number): string =>
  new Date(Date.parse('2026-03-01T10:00:00.000Z') + seconds * 1_000).toISOString();
const message = (said: string, cardId = 'people') => ({
  type: 'append',
  kind: 'message',
  body: { text: said, cardId },
});
const phase = (from: string, to: string, reason: string) => ({
  type: 'append',
  kind: 'phaseChanged',
  body: { from, to, reason },
});
const close = { type: 'close' };
const due = (kind: string, seconds: number) => ({
  deadlineId: `${kind}-people-${Date.parse(after(seconds))}`,
  deadlineAt: after(seconds),
});
const pickUp = (more: Partial<WaitFor<'pickUp'>> = {}): WaitFor<'pickUp'> => ({
  for: 'pickUp',
  team: null,
  deadlineId: 'pickUp-11',
  deadlineAt: after(90),
  notice: null,
  ...more,
});
const noticed = pickUp({ team: 'Sales', notice: due('queueNotice', 40) });
const people = (silent: WaitFor<'people'>['silent'] = null): EngineWait => ({ for: 'people', silent });
const passed = (deadlineId: string): EngineEvent => ({ type: 'deadlinePassed', deadlineId });
const joined: EngineEvent = { type: 'agentJoined', seq: 12 };

describe('coming to a live-chat card', () => {
  it.each([
    { name: 'everybody', playbook: bare, wait: pickUp(), deadlines: ['pickUp'] },
    { name: 'a team', playbook: full, wait: noticed, deadlines: ['pickUp', 'queueNotice'] },
  ])('calls $name and waits from the event’s time on', ({ playbook, wait, deadlines }) => {
    const { state, effects } = arriveAt(playbook, 'people');
    expect(effects).toEqual([message('Calling'), phase('bot', 'waiting', 'people_called')]);
    expect(state).toEqual(stateOf('people', wait));
    expect(deadlinesOf(state).map(({ kind }) => kind)).toEqual(deadlines);
  });

  it.each([
    { name: 'nobody is online', playbook: bare, online: OFFLINE, said: [], team: {} },
    {
      name: 'nobody is online, and says so',
      playbook: full,
      online: OFFLINE,
      said: [message('Nobody here')],
      team: { team: 'Sales' },
    },
    {
      name: 'nobody of the team is online',
      playbook: full,
      online: { anybody: true, teams: ['Support'] },
      said: [message('Nobody here')],
      team: { team: 'Sales' },
    },
  ])('says so in the log and takes the offline path when $name', ({ playbook, online, said, team }) => {
    const { state, effects } = arriveAt(playbook, 'people', { context: { online } });
    const missed = phase('bot', 'bot', 'nobody_online');
    expect(effects).toEqual([{ ...missed, body: { ...missed.body, ...team } }, ...said, close]);
    expect(state).toEqual(stateOf('no', { for: 'nothing' }));
  });

  it('counts the time to pick up from the event, that of the bot from now', () => {
    const { state } = arriveAt(full, 'people', { context: { now: after(20) } });
    expect(state.wait).toEqual({ ...noticed, notice: due('queueNotice', 60) });
  });

  it('plans no word for after the wait', () => {
    const slow = withCard({ waitMessage: { everySeconds: 90, text: text('Place') } });
    expect(arriveAt(slow, 'people').state.wait).toEqual(pickUp());
  });
});

describe('waiting at a live-chat card', () => {
  it.each([
    { name: 'its own text and way', playbook: full, wait: noticed, said: 'Nobody came', to: 'later' },
    {
      name: 'the default text, offline',
      playbook: bare,
      wait: pickUp(),
      said: 'Sorry, nobody could join in time.',
      to: 'no',
    },
  ])('ends when nobody picks up, with $name', ({ playbook, wait, said, to }) => {
    const { state, effects } = step(playbook, stateOf('people', wait), passed('pickUp-11'), contextOf());
    expect(effects).toEqual([message(said), phase('waiting', 'bot', 'nobody_picked_up'), close]);
    expect(state).toEqual(stateOf(to, { for: 'nothing' }));
  });

  it.each([
    { place: 2, said: 'Place 2' },
    { place: null, said: 'Place unknown' },
  ])('tells the place in the queue ($place) and plans the next word from now on', ({ place, said }) => {
    const at = after(45);
    const event = passed(due('queueNotice', 40).deadlineId);
    const { state, effects } = step(full, stateOf('people', noticed), event, contextOf({ at, queuePlace: place }));
    expect(effects).toEqual([message(said)]);
    expect(state).toEqual(stateOf('people', { ...noticed, notice: due('queueNotice', 85) }));
  });

  it.each([
    { name: 'no other word fits in', at: after(60), said: [message('Place 1')] },
    { name: 'the wait is over as well', at: after(90), said: [] },
  ])('plans no more words when $name', ({ at, said }) => {
    const event = passed(due('queueNotice', 40).deadlineId);
    const { state, effects } = step(full, stateOf('people', noticed), event, contextOf({ at, queuePlace: 1 }));
    expect(effects).toEqual(said);
    expect(state).toEqual(stateOf('people', { ...noticed, notice: null }));
  });

  it.each<{ name: string; event: EngineEvent }>([
    { name: 'another wait’s deadline', event: passed('pickUp-1') },
    { name: 'an earlier word’s deadline', event: passed(due('queueNotice', 20).deadlineId) },
    { name: 'a message', event: { type: 'visitorMessage', seq: 12, text: 'Go' } },
    { name: 'a click', event: { type: 'visitorAnswer', seq: 12, promptSeq: 3, choiceId: 'go', text: 'Go' } },
    { name: 'a silent bot', event: { type: 'botSilent', seq: 12 } },
    { name: 'an agent’s word', event: { type: 'agentSpoke', seq: 12 } },
    { name: 'a hand-back', event: { type: 'handedBack', seq: 12 } },
  ])('goes on at $name', ({ event }) => {
    const state = stateOf('people', noticed);
    expect(step(full, state, event, contextOf())).toEqual({ state, effects: [], visited: [] });
  });
});

describe('somebody who picks up', () => {
  it('leads, and nothing more is said', () => {
    const { state, effects } = step(bare, stateOf('people', pickUp()), joined, contextOf());
    expect(effects).toEqual([]);
    expect(state).toEqual(stateOf('people', people()));
  });

  it.each([
    { name: 'straight', fields: {}, effects: [], qualified: null, way: ['greet', 'sort'] },
    {
      name: 'along a branch',
      fields: { vip: 'yes' },
      effects: [{ type: 'append', kind: 'qualified', body: { cardId: 'mark' } }],
      qualified: true,
      way: ['greet', 'sort', 'mark'],
    },
  ])('is announced by the cards for it, which come back $name', ({ fields, effects, qualified, way }) => {
    const from = stateOf('people', noticed, { fields: fields as Record<string, string> });
    const done = step(full, from, joined, contextOf({ at: after(50), now: after(55) }));
    expect(done.effects).toEqual([message('Here is somebody', 'greet'), ...effects]);
    // from the joining on, not from when it was read
    expect(done.state).toEqual({ ...from, qualified, wait: people(due('agentSilent', 80)) });
    expect(done.visited.map(({ cardId }) => cardId)).toEqual(way);
    expect(deadlinesOf(done.state)).toEqual([
      { id: due('agentSilent', 80).deadlineId, kind: 'agentSilent', at: after(80) },
    ]);
  });

  const silent = stateOf('people', people(due('agentSilent', 30)));
  it('is not silent any more after a first word', () => {
    const spoke = step(full, silent, { type: 'agentSpoke', seq: 13 }, contextOf());
    expect(spoke).toMatchObject({ state: stateOf('people', people()), effects: [] });
  });

  it.each([
    { name: 'its text', playbook: full, said: [message('They are busy')] },
    {
      name: 'no text',
      playbook: withCard({ agentSilent: { afterSeconds: 30, next: 'later' } }),
      said: [],
    },
  ])('and stays silent is relieved by the bot, with $name', ({ playbook, said }) => {
    const { state, effects } = step(playbook, silent, passed(due('agentSilent', 30).deadlineId), contextOf());
    expect(effects).toEqual([...said, phase('live', 'bot', 'agent_silent'), close]);
    expect(state).toEqual(stateOf('later', { for: 'nothing' }));
  });

  it.each([
    { name: 'the way for it', playbook: full, to: 'yes' },
    { name: 'the offline path where there is none', playbook: bare, to: 'no' },
  ])('and hands back lets the bot go on along $name', ({ playbook, to }) => {
    const done = step(playbook, stateOf('people', people()), { type: 'handedBack', seq: 13 }, contextOf());
    expect(done).toMatchObject({ state: stateOf(to, { for: 'nothing' }), effects: [close] });
  });

  it.each([
    { name: 'with words for the wait', playbook: full, wait: { ...noticed, deadlineId: 'pickUp-13' } },
    { name: 'without', playbook: bare, wait: pickUp({ deadlineId: 'pickUp-13' }) },
  ])(
    'and is gone lets the visitor wait as if people were called then, whoever is online, $name',
    ({ playbook, wait }) => {
      const event: EngineEvent = { type: 'returned', seq: 13 };
      const done = step(playbook, stateOf('people', people()), event, contextOf({ online: OFFLINE }));
      expect(done).toMatchObject({ state: stateOf('people', wait), effects: [] });
      // where the bot had not read that somebody led, it is the same
      expect(step(playbook, stateOf('ask', people()), event, contextOf()).state).toEqual(stateOf('people', wait));
    },
  );

  it.each<{ name: string; event: EngineEvent }>([
    { name: 'the deadline to pick up', event: passed('pickUp-11') },
    { name: 'a message', event: { type: 'visitorMessage', seq: 12, text: 'Go' } },
    { name: 'another agent', event: { type: 'agentJoined', seq: 13 } },
    { name: 'a silent bot', event: { type: 'botSilent', seq: 13 } },
    { name: 'an operator’s move', event: { type: 'moved', seq: 13, cardId: 'ask' } },
  ])('is left alone at $name', ({ event }) => {
    expect(step(full, silent, event, contextOf({ online: ONLINE }))).toEqual({
      state: silent,
      effects: [],
      visited: [],
    });
  });
});
