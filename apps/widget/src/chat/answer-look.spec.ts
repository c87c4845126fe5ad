import type { EntryBody } from '#libs/contracts';
import { type AnswerLook, lookOf, ratingScale } from './answer-look.ts';

const prompt = (body: Partial<EntryBody<'prompt'>>): EntryBody<'prompt'> => ({ text: '?', cardId: 'ask', ...body });
const rating = prompt({ input: 'rating', max: 5 });

describe('lookOf', () => {
  it.each<[string, Parameters<typeof lookOf>[0], EntryBody<'prompt'> | undefined, AnswerLook]>([
    ['a choice', { text: 'Chat', choiceId: 'chat' }, prompt({ choices: [] }), { as: 'words' }],
    ['an e-mail', { text: 'a@b.example' }, prompt({ input: 'email' }), { as: 'words' }],
    ['four of five', { text: '4' }, rating, { as: 'stars', value: 4, of: 5 }],
    ['eight of ten', { text: '8' }, prompt({ input: 'rating', max: 10 }), { as: 'points', value: 8, of: 10 }],
    ['a rating that is none', { text: '9' }, rating, { as: 'words' }],
    ['a rating in words', { text: 'very good' }, rating, { as: 'words' }],
    ['no rating at all', { text: '' }, rating, { as: 'words' }],
    ['a date', { text: '2026-03-04' }, prompt({ input: 'date' }), { as: 'date' }],
    ['a date in words', { text: 'next week' }, prompt({ input: 'date' }), { as: 'words' }],
    ['a file', { text: 'plan.pdf', fileId: 'f1' }, prompt({ input: 'file' }), { as: 'file' }],
    ['a skipped rating', { text: '', skipped: true }, rating, { as: 'skipped' }],
    ['an answer whose prompt is not here', { text: '4' }, undefined, { as: 'words' }],
  ])('%s', (_, answer, asked, look) => {
    expect(lookOf(answer, asked)).toEqual(look);
  });
});

describe('ratingScale', () => {
  it('has stars as long as they can be counted at a glance', () => {
    expect(ratingScale({})).toEqual({ from: 1, to: 5, stars: true });
    expect(ratingScale({ min: 1, max: 3 }).stars).toBe(true);
    expect(ratingScale({ min: 1, max: 10 })).toEqual({ from: 1, to: 10, stars: false });
  });
});
