import { readFileSync } from 'node:fs';
import { type CardsInput, playbookOf, text } from '../specs/builders.ts';
import { diffPlaybooks } from './diff.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tables below change anything
type Json = any;

const CARDS: CardsInput = {
  ask: {
    kind: 'question',
    text: text('Which?'),
    choices: [
      { id: 'a', text: text('A'), next: 'mail' },
      { id: 'b', text: text('B'), next: 'bye' },
      { id: 'c', text: text('C'), next: 'bye' },
    ],
  },
  mail: { kind: 'capture', field: 'person.email', type: 'email', text: text('E-mail?'), next: 'bye' },
  bye: { kind: 'end', text: text('Bye') },
};
const playbook = (): Json => playbookOf(CARDS, { openingHours: { timeZone: 'Europe/Lisbon', week: {} } });

function sentences(change: (playbook: Json) => void): string[] {
  const after = playbook();
  change(after);
  return diffPlaybooks(playbook(), after).map(({ sentence }) => sentence);
}

describe('diffPlaybooks', () => {
  it.each<[string, (p: Json) => void, string[]]>([
    ['nothing', () => {}, []],
    ['a setting', (p) => Object.assign(p, { name: 'Other' }), ['“name” is now “Other”; it was “Spec”.']],
    [
      'the appearance',
      (p) => Object.assign(p.appearance, { accent: '#000000' }),
      ['“appearance”, “accent” is now “#000000”; it was “#112233”.'],
    ],
    [
      'a text',
      (p) => Object.assign(p.cards.bye.text, { en: 'So long' }),
      ['Card “bye”, “text” in en is now “So long”; it was “Bye”.'],
    ],
    [
      'a choice’s text',
      (p) => Object.assign(p.cards.ask.choices[1].text, { es: 'Otra' }),
      ['Card “ask”, choice “b”, “text” in es is now “Otra”; it was “B (es)”.'],
    ],
    [
      'an added card',
      (p) => Object.assign(p.cards, { hello: { kind: 'greeting', text: text('Hello'), next: 'ask' } }),
      ['Card “hello” was added (“greeting”).'],
    ],
    ['a removed card', (p) => delete p.cards.mail, ['Card “mail” was removed (“capture”).']],
    [
      'a card of another kind',
      (p) => Object.assign(p.cards, { bye: { kind: 'jump', to: 'ask' } }),
      ['Card “bye” became “jump”; it was “end”.'],
    ],
    ['a removed choice', (p) => p.cards.ask.choices.splice(0, 1), ['Card “ask”, choice “a” was removed.']],
    [
      'an added choice',
      (p) => p.cards.ask.choices.unshift({ id: 'd', text: text('D'), next: 'bye' }),
      ['Card “ask”, choice “d” was added.'],
    ],
    [
      'choices in another order',
      (p) => p.cards.ask.choices.reverse(),
      ['Card “ask”, “choices”: the order is now “c”, “b”, “a”.'],
    ],
    ['an added language', (p) => p.languages.push('de'), ['“languages” is now “en”, “es”, “de”; it was “en”, “es”.']],
    [
      'something that was not there',
      (p) => Object.assign(p.cards.bye, { extra: true }),
      ['Card “bye”, “extra” was added: true.'],
    ],
    [
      'opening hours',
      (p) => Object.assign(p.openingHours.week, { monday: [{ from: '09:00', to: '17:00' }] }),
      ['“openingHours”, “week”, “monday” was added.'],
    ],
    ['no opening hours', (p) => delete p.openingHours, ['“openingHours” was removed.']],
    ['a test', (p) => Object.assign(p, { tests: [{ name: 'A', script: { steps: [] } }] }), ['“tests” was added.']],
    [
      'an experiment',
      (p) => Object.assign(p, { experiments: { tone: { arms: [{ id: 'a' }, { id: 'b' }] } } }),
      ['“experiments” was added.'],
    ],
  ])('tells %s', (_, change, told) => {
    expect(sentences(change)).toEqual(told);
  });

  it('says where, and what it was and is', () => {
    const after = playbook();
    after.cards.ask.choices[2].next = 'mail';
    after.cards.ask.choices.splice(0, 1);
    expect(diffPlaybooks(playbook(), after)).toEqual([
      {
        path: 'cards.ask.choices[0]',
        change: 'removed',
        sentence: 'Card “ask”, choice “a” was removed.',
        before: playbook().cards.ask.choices[0],
      },
      {
        path: 'cards.ask.choices[1].next',
        change: 'changed',
        sentence: 'Card “ask”, choice “c”, “next” is now “mail”; it was “bye”.',
        before: 'bye',
        after: 'mail',
      },
    ]);
  });

  it('does not mind the order of keys, nor what is left to defaults', () => {
    const { cards, ...rest } = playbook();
    const turned = { cards: Object.fromEntries(Object.entries(cards).reverse()), ...rest };
    delete turned.cards.ask.style;
    delete turned.cards.mail.required;
    delete turned.appearance.icon;
    expect(diffPlaybooks(playbook(), turned)).toEqual([]);
  });

  it('compares formats', () => {
    const read = (file: string): Json => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
    const differences = diffPlaybooks(
      read('../migrations/test/live-chat.v1.json'),
      read('../../../playbooks/live-chat.json'),
    );
    expect(differences.map(({ path }) => path)).not.toContain('cards.askName.field');
    expect(differences.map(({ path }) => path)).toContain('cards.people.waitMessage');
  });

  it.each([[null], [[]], ['x'], [{}], [{ cards: { a: null } }], [{ cards: [{ id: 'a' }] }]])(
    'compares a draft like %j',
    (draft) => {
      const differences = diffPlaybooks(playbook(), draft);
      expect(differences.length).toBeGreaterThan(0);
      for (const { sentence } of differences) expect(sentence).toMatch(/^\S.*\.$/s);
      expect(diffPlaybooks(draft, draft)).toEqual([]);
    },
  );

  it('does not read what is nested without end', () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    expect(diffPlaybooks(playbook(), deep)).toEqual([
      expect.objectContaining({ sentence: expect.stringMatching(/cannot be compared/) }),
    ]);
  });
});
