import { CallFailed } from '../../api/http.ts';
import { Edited } from './edited.ts';

interface Form {
  zone: string;
  days: number;
}

/** A server whose saves wait to be let go. */
function server(stored: Form) {
  const world = { stored };
  const under: (() => void)[] = [];
  const form = new Edited<Form>(stored, {
    save: (value, insteadOf) =>
      new Promise((resolve, reject) => {
        under.push(() => {
          if (JSON.stringify(insteadOf) !== JSON.stringify(world.stored)) reject(new CallFailed('stale_version'));
          else {
            world.stored = value;
            resolve({ ...value });
          }
        });
      }),
    read: async () => world.stored,
  });
  return { world, form, answer: () => under.shift()?.() };
}

test('what is typed while it is saved stays, and is saved next', async () => {
  const { world, form, answer } = server({ zone: 'a', days: 1 });
  form.set({ zone: 'b' });
  const saved = form.save();
  form.set({ days: 2 });
  answer();
  expect(await saved).toBe(true);
  expect(form.value.value).toEqual({ zone: 'b', days: 2 });
  const again = form.save();
  answer();
  expect(await again).toBe(true);
  expect(world.stored).toEqual({ zone: 'b', days: 2 });
});

test('a form that nobody touched follows what is read; one that was typed in does not', () => {
  const { form } = server({ zone: 'a', days: 1 });
  form.arrived({ zone: 'theirs', days: 5 });
  expect(form.value.value).toEqual({ zone: 'theirs', days: 5 });
  form.set({ days: 6 });
  form.arrived({ zone: 'newer', days: 7 });
  expect(form.value.value).toEqual({ zone: 'theirs', days: 6 });
});

describe('what somebody else saved meanwhile', () => {
  const overtaken = async () => {
    const all = server({ zone: 'a', days: 1 });
    all.form.set({ zone: 'mine' });
    all.world.stored = { zone: 'a', days: 9 };
    const saved = all.form.save();
    all.answer();
    expect(await saved).toBe(false);
    expect(all.form.theirs.value).toEqual({ zone: 'a', days: 9 });
    expect(all.form.value.value).toEqual({ zone: 'mine', days: 1 });
    return all;
  };

  test('is not overwritten until the admin says so', async () => {
    const { world, form, answer } = await overtaken();
    expect(world.stored).toEqual({ zone: 'a', days: 9 });
    const kept = form.keepMine();
    answer();
    expect(await kept).toBe(true);
    expect(world.stored).toEqual({ zone: 'mine', days: 1 });
    expect(form.theirs.value).toBeNull();
  });

  test('can be taken over', async () => {
    const { world, form, answer } = await overtaken();
    form.takeTheirs();
    expect([form.value.value, form.theirs.value]).toEqual([{ zone: 'a', days: 9 }, null]);
    form.set({ zone: 'then' });
    const saved = form.save();
    answer();
    expect(await saved).toBe(true);
    expect(world.stored).toEqual({ zone: 'then', days: 9 });
  });
});

test('any other refusal is told, and nothing typed is lost', async () => {
  const form = new Edited<Form>(
    { zone: 'a', days: 1 },
    { save: () => Promise.reject(new CallFailed('invalid_body')), read: () => Promise.reject(new Error('not asked')) },
  );
  form.set({ zone: 'Mars' });
  await expect(form.save()).rejects.toThrow('invalid_body');
  expect([form.value.value.zone, form.theirs.value]).toEqual(['Mars', null]);
});
