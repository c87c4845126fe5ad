import fc from 'fast-check';
import { CARD_KINDS, type Card, playbookDefinitionSchema } from '#libs/contracts';
import { rulesOf } from '../cards/kinds.ts';
import { playbooks } from '../specs/random-playbooks.ts';

/** Every text in English and Spanish inside a card, with the way to it. */
function textsIn(json: unknown, path: (string | number)[] = []): string[] {
  if (typeof json !== 'object' || json === null) return [];
  if (Object.keys(json).join() === 'en,es') return [path.join('.')];
  return Object.entries(json).flatMap(([key, value]) => textsIn(value, [...path, key]));
}

it('the rules of every card kind name all of its texts, and all cards that follow', () => {
  const kinds = new Set<Card['kind']>();
  for (const playbook of fc.sample(playbooks, 300)) {
    for (const card of Object.values(playbookDefinitionSchema.parse(playbook).cards)) {
      kinds.add(card.kind);
      const rules = rulesOf(card);
      expect(
        rules
          .texts(card)
          .map(({ path }) => path.join('.'))
          .sort(),
      ).toEqual(textsIn(card).sort());
      const followers = [...JSON.stringify(card).matchAll(/:"(c\d+|bye|picked)"/g)].map((match) => match[1]);
      expect(
        rules
          .exits(card)
          .map(({ to }) => to)
          .sort(),
      ).toEqual(followers.sort());
    }
  }
  expect([...kinds].sort()).toEqual([...CARD_KINDS].sort());
});
