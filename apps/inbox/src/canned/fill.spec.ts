import type { CannedReply } from '#libs/contracts';
import { CANNED_FIELDS } from '#libs/contracts';
import { triggerAt } from '../composer/trigger.ts';
import { FIELD_NAMES, type Fields, fill, findReplies } from './fill.ts';

const NOBODY: Fields = {
  'visitor.name': null,
  'visitor.email': null,
  'visitor.organisation': null,
  'agent.name': 'Ana Silva',
  'agent.firstName': 'Ana',
};

test('the fields are those of the contracts', () => {
  expect(FIELD_NAMES).toEqual([...CANNED_FIELDS]);
});

describe('a canned reply', () => {
  test.each([
    ['Hello {{visitor.name}}!', 'Vera', 'Hello Vera!'],
    ['Hello {{ visitor.name }}!', null, 'Hello!'],
    ['I am {{agent.firstName}}.\n{{agent.name}}', null, 'I am Ana.\nAna Silva'],
    ['{{visitor.name}}, a moment', '$& {{agent.name}}', '$& {{agent.name}}, a moment'],
    ['{{constructor}}{{toString}}', null, ''],
  ])('%s', (text, name, filled) => {
    expect(fill(text, { ...NOBODY, 'visitor.name': name })).toBe(filled);
  });

  test('is found by shortcut first, then by words', () => {
    const reply = (shortcut: string, text: string): CannedReply => ({
      id: shortcut,
      version: 1,
      shared: true,
      shortcut,
      text,
    });
    const replies = [reply('bye', 'Until then'), reply('re-greet', 'x'), reply('greet', 'x'), reply('y', 'Greetings')];
    expect(findReplies(replies, 'greet').map(({ id }) => id)).toEqual(['greet', 're-greet', 'y']);
    expect(findReplies(replies, '')).toHaveLength(4);
    expect(findReplies(replies, 'nothing')).toEqual([]);
  });
});

describe('what the agent begins to name', () => {
  test.each([
    ['/', 'message', ''],
    ['/gre', 'message', 'gre'],
    ['Well, /gre', 'message', 'gre'],
    ['and/or', 'message', null],
    ['https://x', 'message', null],
    ['/gre more', 'message', null],
    ['@Ana', 'message', null],
    ['@Ana', 'note', 'Ana'],
    ['ask @Ana Si', 'note', 'Ana Si'],
    ['a@ana', 'note', null],
    ['/gre', 'note', null],
  ] as const)('%s in a %s', (text, writing, query) => {
    expect(triggerAt(text, text.length, writing)?.query ?? null).toBe(query);
  });
});
