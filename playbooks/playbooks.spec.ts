import { readdirSync, readFileSync } from 'node:fs';
import { runTests, validatePlaybook } from '#libs/playbook';

const FOLDER = new URL('.', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

it('there are templates for the usual jobs', () => {
  expect(files.toSorted()).toEqual([
    'after-hours.json',
    'demo-request.json',
    'event.json',
    'lead-qualification.json',
    'live-chat.json',
    'support-first.json',
  ]);
});

describe.each(files)('%s', (file) => {
  const validated = validatePlaybook(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')));

  it('is a playbook without problems, in English and Spanish', () => {
    expect(validated).toMatchObject({ ok: true });
    if (validated.ok) expect(validated.definition.languages).toEqual(expect.arrayContaining(['en', 'es']));
  });

  const tests = validated.ok ? runTests(validated.definition) : [];

  it('has tests', () => {
    expect(tests.length).toBeGreaterThanOrEqual(3);
  });

  it.each(tests.map((test) => [test.name, test] as const))('%s', (_, { failure }) => {
    expect(failure).toBeNull();
  });
});
