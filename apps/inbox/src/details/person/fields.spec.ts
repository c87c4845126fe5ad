import type { PersonView } from '#libs/contracts';
import { contestsOf, draftOf, knownOf, onto } from './fields.ts';

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

test('a draft is brought onto what somebody else saved: untouched fields follow, both changed is a contest', () => {
  const seen = draftOf({ name: 'Vera', phone: '1', note: 'n' });
  const draft = { ...seen, name: 'Vera V.', phone: '2' };
  const theirs = { ...seen, phone: '3', email: 'v@x.example', note: 'n' };
  const { draft: merged, contests } = onto(seen, draft, theirs);
  expect(merged).toEqual({ ...draft, email: 'v@x.example' });
  expect(contests).toMatchObject([{ field: 'phone', one: '3', two: '2' }]);
  expect(onto(seen, draft, { ...theirs, phone: '2' }).contests).toEqual([]);
});
