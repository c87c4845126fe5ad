import type { PersonView } from '#libs/contracts';
import { contestsOf, draftOf, isTooLongIn, knownOf } from './fields.ts';

const person = (known: Partial<PersonView>): PersonView => ({
  id: 'id',
  version: 1,
  name: null,
  email: null,
  phone: null,
  organisation: null,
  note: null,
  ...known,
});

test('what is typed is trimmed; nothing is null', () => {
  expect(knownOf(draftOf({ name: ' Vera ', phone: ' ' }))).toMatchObject({ name: 'Vera', phone: null });
});

test('only fields in which both have a value of their own are contested', () => {
  const one = person({ name: 'Vera', email: 'a@x.example', phone: '1' });
  const two = person({ name: 'Vera', email: 'b@x.example', organisation: 'Acme' });
  expect(contestsOf(one, two).map(({ field }) => field)).toEqual(['email']);
});

test('what is too long is seen field by field, without the blanks around it', () => {
  const draft = (changes: object) => ({ ...draftOf({}), ...changes });
  expect(isTooLongIn(draft({ phone: ` ${'1'.repeat(40)} `, note: 'x'.repeat(4_000) }))).toBe(false);
  expect(isTooLongIn(draft({ phone: '1'.repeat(41) }))).toBe(true);
  expect(isTooLongIn(draft({ note: 'x'.repeat(4_001) }))).toBe(true);
});
