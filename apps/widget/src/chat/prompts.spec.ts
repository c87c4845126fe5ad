import { amount, asFirst } from './prompts.ts';

describe('asFirst', () => {
  it('asks in the opening for everything but a file', () => {
    const asked = { text: 'Your e-mail?', cardId: 'ask', consent: { text: 'I agree' }, skippable: true };
    expect(asFirst({ ...asked, input: 'email' })).toEqual({ ...asked, input: 'email' });
    expect(asFirst({ ...asked, input: 'file' }).input).toBeUndefined();
  });
});

describe('amount', () => {
  it.each([
    ['1200', 'EUR', '1200 EUR'],
    ['1.200,50', 'EUR', '1.200,50 EUR'],
    ['1200', undefined, '1200'],
    ['$1200', 'EUR', '$1200'],
    ['1200 USD', 'EUR', '1200 USD'],
    ['not yet', 'EUR', 'not yet'],
  ])('%s in %s: %s', (typed, currency, text) => {
    expect(amount(typed, currency)).toBe(text);
  });
});
