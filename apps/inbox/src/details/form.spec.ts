import { type Draft, detailsOf, readMoney, tooLongIn } from './form.ts';
import { rebase } from './rebase.ts';

const draft = (patch: Partial<Draft> = {}): Draft => ({
  personName: '',
  organisation: '',
  email: '',
  phone: '',
  dealValue: '',
  currency: '',
  note: '',
  ...patch,
});

describe('a typed amount', () => {
  test.each([
    ['1200', '1200'],
    ['1200.50', '1200.50'],
    ['1200,5', '1200.5'],
    ['1 200', '1200'],
    ['1,200.50', '1200.50'],
    ['1.200,50', '1200.50'],
    ['1,200', '1200'],
    ["12'000", '12000'],
    ['0', '0'],
  ])('%s is %s', (typed, amount) => {
    expect(readMoney(typed)).toBe(amount);
  });

  test.each(['12x', '-5', '1.2.3', '1e5', '12,00,00', '1234567890123', '.', '€5'])('%s is none', (typed) => {
    expect(readMoney(typed)).toBeNull();
  });
});

describe('what is saved', () => {
  test('is trimmed; empty is null; the currency is in capitals', () => {
    const typed = detailsOf(draft({ personName: '  Vera ', note: '  ', dealValue: '1,200.50', currency: 'eur' }));
    expect(typed).toEqual({
      details: {
        personName: 'Vera',
        organisation: null,
        email: null,
        phone: null,
        dealValue: '1200.50',
        currency: 'EUR',
        note: null,
      },
    });
  });

  test('or the fields that are wrong', () => {
    const wrong = detailsOf(draft({ email: 'not an email', dealValue: 'much', currency: 'E' }));
    expect(wrong).toEqual({ wrong: ['email', 'dealValue', 'currency'] });
    expect(detailsOf(draft({ email: 'vera+lamps@mail.example.org' }))).toMatchObject({ details: {} });
  });
});

test('what is too long is named, without the blanks around it', () => {
  expect(tooLongIn(draft({ note: ` ${'x'.repeat(4_000)} `, dealValue: '1'.repeat(99) }))).toEqual([]);
  expect(tooLongIn(draft({ note: 'x'.repeat(4_001), phone: '1'.repeat(41) }))).toEqual(['phone', 'note']);
});

describe('bringing a draft onto newer values', () => {
  test('untouched fields follow, touched ones stay', () => {
    const base = draft({ personName: 'V', email: 'old@example.com' });
    const mine = draft({ personName: 'Vera', email: 'old@example.com' });
    const theirs = draft({ personName: 'V', email: 'new@example.com' });
    expect(rebase(base, mine, theirs)).toEqual({
      draft: draft({ personName: 'Vera', email: 'new@example.com' }),
      conflicts: [],
    });
  });

  test('a field that both changed is a conflict, unless to the same', () => {
    const base = draft({ personName: 'V' });
    const mine = draft({ personName: 'Vera', phone: '1' });
    expect(rebase(base, mine, draft({ personName: 'Veronica', phone: '1' })).conflicts).toEqual(['personName']);
  });
});
