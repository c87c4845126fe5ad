import { readFileSync } from 'node:fs';
import { openingOf } from './opening.ts';
import { type CardsInput, playbookOf, text } from './specs/builders.ts';
import { validatePlaybook } from './validate/index.ts';

describe('the opening', () => {
  it('says and asks up to the first question, the same each time', () => {
    const json: unknown = JSON.parse(readFileSync(new URL('../../playbooks/live-chat.json', import.meta.url), 'utf8'));
    const validated = validatePlaybook(json);
    if (!validated.ok) throw new Error(JSON.stringify(validated.problems));
    const opening = openingOf(validated.definition, 'es', 1);
    expect(opening.entries.map(({ kind }) => kind)).toEqual(['message', 'prompt']);
    expect(opening.state.wait).toEqual({ for: 'answer', askedSeq: 2, promptSeq: 2, attempts: 0 });
    expect(openingOf(validated.definition, 'es', 1)).toEqual(opening);
  });

  it.each<{ name: string; cards: CardsInput }>([
    {
      name: 'ends without asking',
      cards: { bye: { kind: 'end', text: text('Bye') } },
    },
    {
      name: 'does more than speak',
      cards: {
        qualify: { kind: 'qualify', next: 'ask' },
        ask: { kind: 'capture', field: 'name', text: text('Name?'), next: 'bye' },
        bye: { kind: 'end' },
      },
    },
  ])('is refused where the playbook $name', ({ cards }) => {
    expect(() => openingOf(playbookOf(cards), 'en', 1)).toThrow(expect.objectContaining({ code: 'silent_opening' }));
  });
});
