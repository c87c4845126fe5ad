import type { Details } from '#libs/contracts';
import { CallFailed } from '../api/http.ts';
import { DetailsForm } from './store.ts';

const NOTHING: Details = {
  personName: null,
  email: null,
  phone: null,
  organisation: null,
  dealValue: null,
  currency: null,
  note: null,
};

/** A server that keeps one version and takes a save only on top of it. */
function server() {
  const stored = { version: 1, details: NOTHING };
  const form: DetailsForm = new DetailsForm(
    async (version, details) => {
      if (version !== stored.version) throw new CallFailed('stale_version');
      stored.version += 1;
      stored.details = details;
      return { version: stored.version };
    },
    async () => form.arrived(stored.version, stored.details),
  );
  form.arrived(stored.version, stored.details);
  const others = (patch: Partial<Details>) => {
    stored.version += 1;
    stored.details = { ...stored.details, ...patch };
  };
  return { form, stored, others };
}

describe('the details form', () => {
  test('cuts nothing: what is too long stays, and is not saved before it is shorter', async () => {
    const { form, stored } = server();
    const words = 'x'.repeat(4_001);
    form.set('note', words);
    expect([form.tooLong.value, await form.save(), form.draft.value.note]).toEqual([true, false, words]);
    expect(stored).toEqual({ version: 1, details: NOTHING });
    form.set('note', words.slice(1));
    expect([form.tooLong.value, await form.save(), stored.details.note]).toEqual([false, true, words.slice(1)]);
  });

  test('saves what was typed and is clean then', async () => {
    const { form, stored } = server();
    form.set('personName', 'Vera');
    expect(form.dirty.value).toBe(true);
    expect(await form.save()).toBe(true);
    expect(form.dirty.value).toBe(false);
    expect(stored.details.personName).toBe('Vera');
    form.set('phone', '1');
    expect(await form.save()).toBe(true);
  });

  test('never overwrites what is being typed, and follows in fields that were not touched', () => {
    const { form } = server();
    form.set('personName', 'Vera');
    form.arrived(2, { ...NOTHING, personName: 'V', email: 'v@example.com' });
    expect(form.draft.value.personName).toBe('Vera');
    form.arrived(3, { ...NOTHING, email: 'v@example.com' });
    expect(form.draft.value).toMatchObject({ personName: 'Vera', email: 'v@example.com' });
  });

  test('somebody else was faster: nothing is saved, theirs is shown, mine can be kept', async () => {
    const { form, stored, others } = server();
    form.set('note', 'mine');
    others({ note: 'theirs', phone: '1' });
    expect(await form.save()).toBe(false);
    expect(stored.details.note).toBe('theirs');
    expect(form.stale.value?.fields).toEqual(['note']);
    expect(form.stale.value?.theirs.draft.note).toBe('theirs');
    expect(await form.resolve([])).toBe(true);
    expect(stored.details).toMatchObject({ note: 'mine', phone: '1' });
    expect(form.stale.value).toBeNull();
  });

  test('or theirs can be taken, field by field', async () => {
    const { form, stored, others } = server();
    form.set('note', 'mine');
    form.set('email', 'mine@example.com');
    form.set('organisation', 'Mine');
    others({ note: 'theirs', email: 'theirs@example.com' });
    await form.save();
    expect(form.stale.value?.fields).toEqual(['email', 'note']);
    expect(await form.resolve(['note'])).toBe(true);
    expect(stored.details).toMatchObject({ note: 'theirs', email: 'mine@example.com', organisation: 'Mine' });
    expect(form.dirty.value).toBe(false);
  });

  test('what is typed while a save is under way stays, and is still to be saved', async () => {
    const { form, stored } = server();
    form.set('dealValue', '1,200.50');
    const saving = form.save();
    form.set('note', 'typed meanwhile');
    expect(await saving).toBe(true);
    expect(form.draft.value).toMatchObject({ dealValue: '1200.50', note: 'typed meanwhile' });
    expect(form.dirty.value).toBe(true);
    expect(await form.save()).toBe(true);
    expect(stored.details).toMatchObject({ dealValue: '1200.50', note: 'typed meanwhile' });
  });

  test('theirs alone is nothing to save', async () => {
    const { form, stored, others } = server();
    form.set('note', 'mine');
    others({ note: 'theirs' });
    await form.save();
    expect(await form.resolve(['note'])).toBe(true);
    expect([form.draft.value.note, form.dirty.value, stored.version]).toEqual(['theirs', false, 2]);
  });

  test('somebody else was faster with other fields: both are kept without a question', async () => {
    const { form, stored, others } = server();
    form.set('note', 'mine');
    others({ phone: '1' });
    expect(await form.save()).toBe(true);
    expect(form.stale.value).toBeNull();
    expect(stored.details).toMatchObject({ note: 'mine', phone: '1' });
  });

  test('wrong fields are named and nothing is sent', async () => {
    const { form, stored } = server();
    form.set('dealValue', 'much');
    expect(await form.save()).toBe(false);
    expect(form.wrong.value).toEqual(['dealValue']);
    expect(stored.version).toBe(1);
  });
});
