import { type EntryBody, Refusal } from '#libs/contracts';
import { answerTo, type GivenAnswer } from './answers.ts';

const prompt = (more: Partial<EntryBody<'prompt'>>): EntryBody<'prompt'> => ({ text: '?', cardId: 'ask', ...more });
const CHOICES = prompt({ choices: [{ id: 'yes', text: 'Yes, please' }] });
const TYPED = prompt({ input: 'email', consent: { text: 'Keep it' } });
const FILE = prompt({ input: 'file', skippable: true });
const file = { name: 'plan.pdf' };
const fileId = '00000000-0000-7000-8000-000000000001';

describe('an answer has the text that the visitor saw', () => {
  it.each<[string, EntryBody<'prompt'>, GivenAnswer, object]>([
    ['a choice', CHOICES, { choiceId: 'yes' }, { choiceId: 'yes', text: 'Yes, please' }],
    ['typed', TYPED, { text: 'a@b.c' }, { text: 'a@b.c' }],
    ['typed, ticked', TYPED, { text: 'a@b.c', consent: true }, { text: 'a@b.c', consent: true }],
    ['ticked where there is no box', prompt({ input: 'email' }), { text: 'a', consent: true }, { text: 'a' }],
    ['a file', FILE, { fileId }, { fileId, text: 'plan.pdf' }],
    ['skipped', FILE, { skipped: true }, { skipped: true, text: '' }],
    ['skipped, ticked', { ...TYPED, skippable: true }, { skipped: true, consent: true }, { skipped: true, text: '' }],
  ])('%s', (_, asked, given, expected) => {
    expect(answerTo(asked, 2, given, { file })).toEqual({ promptSeq: 2, ...expected });
  });
});

describe('what the prompt does not ask is refused', () => {
  it.each<[string, EntryBody<'prompt'> | undefined, GivenAnswer, string, string]>([
    ['no such prompt', undefined, { text: 'x' }, 'promptSeq', 'unknown_prompt'],
    ['nothing', CHOICES, {}, '', 'one_answer'],
    ['only the box', TYPED, { consent: true }, '', 'one_answer'],
    ['two things', CHOICES, { choiceId: 'yes', text: 'Yes' }, '', 'one_answer'],
    ['another choice', CHOICES, { choiceId: 'no' }, 'choiceId', 'unknown_choice'],
    ['a choice of a form', TYPED, { choiceId: 'yes' }, 'choiceId', 'unknown_choice'],
    ['text for choices', CHOICES, { text: 'Yes' }, 'text', 'no_form'],
    ['text for a file', FILE, { text: 'plan.pdf' }, 'text', 'no_form'],
    ['a file for text', TYPED, { fileId }, 'fileId', 'no_form'],
    ['to skip', TYPED, { skipped: true }, 'skipped', 'not_skippable'],
  ])('%s', (_, asked, given, path, code) => {
    expect(problemIn(() => answerTo(asked, 2, given, { file }))).toMatchObject({ path, code });
  });

  it('a file that is not the visitor’s', () => {
    expect(problemIn(() => answerTo(FILE, 2, { fileId }))).toMatchObject({ path: 'fileId', code: 'unknown_file' });
  });

  it('with the path inside of a larger body', () => {
    const act = () => answerTo(CHOICES, 2, { choiceId: 'no' }, { under: 'act' });
    expect(problemIn(act)).toMatchObject({ path: 'act.choiceId' });
  });
});

function problemIn(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.code).toBe('invalid_body');
    return error.problem.errors?.[0];
  }
}
