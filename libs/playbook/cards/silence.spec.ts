import type { Silence } from '#libs/contracts';
import { deadlinesOf } from '../deadlines.ts';
import { AT, answerTo, type CardsInput, contextOf, playbookOf, text } from '../specs/builders.ts';
import { step } from '../step.ts';
import type { EngineEvent, EngineState, Step } from '../types.ts';
import { rulesOf } from './kinds.ts';

const SILENCE = {
  reminders: [
    { afterSeconds: 60, text: text('Still there?') },
    { afterSeconds: 120, text: text('Last call, {{person.name|friend}}') },
  ],
  giveUp: { afterSeconds: 30, next: 'gone' },
};

const CARDS = {
  question: { kind: 'question', text: text('?'), choices: [{ id: 'yes', text: text('Yes'), next: 'end' }] },
  capture: { kind: 'capture', field: 'person.email', type: 'email', text: text('?'), next: 'end' },
  meeting: { kind: 'meeting', text: text('?'), url: 'https://x.io/', linkText: text('x'), next: 'end', later: 'end' },
} as const satisfies CardsInput;
type Kind = keyof typeof CARDS;
const KINDS = Object.keys(CARDS) as Kind[];

const definitionOf = (kind: Kind, silence?: Partial<typeof SILENCE>) =>
  playbookOf({
    ask: { ...CARDS[kind], silence },
    gone: { kind: 'message', text: text('Bye then'), next: 'end' },
    end: { kind: 'end' },
  });

const at = (seconds: number) => new Date(Date.parse(AT) + seconds * 1_000).toISOString();
const due = (no: number, seconds: number) => ({
  no,
  deadlineId: `reminder${no}-ask-${Date.parse(at(seconds))}`,
  deadlineAt: at(seconds),
});
const began = (definition: ReturnType<typeof definitionOf>) => step(definition, null, { type: 'began' }, contextOf());
const reminderIn = ({ wait }: EngineState) => (wait.for === 'answer' ? wait.reminder : null);
const says = ({ effects }: Step) =>
  effects.map((effect) => (effect.type === 'append' && 'text' in effect.body ? effect.body.text : effect.type));

describe.each(KINDS)('silence at a %s card', (kind) => {
  const definition = definitionOf(kind, SILENCE);
  const asked = began(definition).state;
  const pass = (state: EngineState, seconds: number) => {
    const deadlineId = reminderIn(state)?.deadlineId ?? 'none';
    return step(definition, state, { type: 'deadlinePassed', deadlineId }, contextOf({ at: at(seconds) }));
  };

  it('is met with one reminder after the other, then with the way on', () => {
    expect(asked.wait).toEqual({ ...answerTo(10), reminder: due(0, 60) });
    expect(deadlinesOf(asked)).toEqual([{ id: due(0, 60).deadlineId, kind: 'reminder', at: at(60) }]);
    const first = pass(asked, 60);
    expect(says(first)).toEqual(['Still there?']);
    expect(first.state).toEqual({ ...asked, wait: { ...answerTo(10), reminder: due(1, 180) } });
    const second = pass(first.state, 180);
    expect(says(second)).toEqual(['Last call, friend']);
    expect(second.state).toEqual({ ...asked, wait: { ...answerTo(10), reminder: due(2, 210) } });
    const last = pass(second.state, 210);
    expect(says(last)).toEqual(['Bye then', 'close']);
    expect(last.state).toMatchObject({ cardId: 'end', wait: { for: 'nothing' } });
  });

  it('is counted from when the reminder was said, where the process was late', () => {
    expect(reminderIn(pass(asked, 1_000).state)).toEqual(due(1, 1_120));
  });

  it.each<{ name: string; silence?: Partial<typeof SILENCE>; passes: { says: string[]; next: object | null }[] }>([
    { name: 'without anything planned', passes: [] },
    { name: 'with no reminder and no way on', silence: { reminders: [] }, passes: [] },
    {
      name: 'with a way on only',
      silence: { giveUp: SILENCE.giveUp },
      passes: [{ says: ['Bye then', 'close'], next: null }],
    },
    {
      name: 'with reminders only',
      silence: { reminders: SILENCE.reminders.slice(0, 1) },
      passes: [{ says: ['Still there?'], next: null }],
    },
  ])('$name', ({ silence, passes }) => {
    const own = definitionOf(kind, silence);
    let { state } = began(own);
    for (const { says: said, next } of passes) {
      const event = { type: 'deadlinePassed', deadlineId: reminderIn(state)?.deadlineId ?? '' } as const;
      const done = step(own, state, event, contextOf({ at: at(60) }));
      expect(says(done)).toEqual(said);
      state = done.state;
      expect(reminderIn(state)).toEqual(next);
    }
    expect(deadlinesOf(state)).toEqual([]);
  });

  it('ends with any word: the time begins anew, at the reminder that is next', () => {
    const reminded = pass(asked, 60).state;
    const hm: EngineEvent = { type: 'visitorMessage', seq: 12, text: 'hm' };
    const heard = step(definition, reminded, hm, contextOf({ at: at(100), nextSeq: 13 }));
    expect(heard.state).toEqual({ ...asked, wait: { ...answerTo(13, 1, 10), reminder: due(1, 220) } });
    expect(heard.effects).toMatchObject([{ kind: 'prompt', body: { again: true } }]);
  });

  it('ends also with what is no answer and gets none', () => {
    const click: EngineEvent = { type: 'visitorAnswer', seq: 12, promptSeq: 10, choiceId: 'other', text: 'Other' };
    const heard = step(definition, asked, click, contextOf({ at: at(10) }));
    expect(heard).toEqual({
      state: { ...asked, wait: { ...answerTo(10), reminder: due(0, 70) } },
      effects: [],
      visited: [],
    });
  });

  it('is over with an answer', () => {
    const answers = { question: 'Yes', capture: 'a@b.io', meeting: 'Not now' };
    const done = step(definition, asked, { type: 'visitorMessage', seq: 12, text: answers[kind] }, contextOf());
    expect(deadlinesOf(done.state)).toEqual([]);
    expect(done.state.cardId).toBe('end');
  });

  it('does nothing at a deadline that is not the next', () => {
    const stale: EngineEvent = { type: 'deadlinePassed', deadlineId: due(1, 60).deadlineId };
    expect(step(definition, asked, stale, contextOf()).state).toBe(asked);
  });

  it('tells the validator of its exit and its texts', () => {
    const card = definition.cards.ask as Extract<CardsInput[string], { kind: Kind }> & { silence: Silence };
    const rules = rulesOf(definition.cards.ask ?? ({} as never));
    expect(rules.exits(card as never)).toContainEqual({ path: ['silence', 'giveUp', 'next'], to: 'gone', waits: true });
    expect(rules.texts(card as never)).toContainEqual({
      path: ['silence', 'reminders', 1, 'text'],
      text: SILENCE.reminders[1]?.text,
    });
  });
});
