import { readdirSync, readFileSync } from 'node:fs';
import type { PlaybookDefinition } from '#libs/contracts';
import { rulesOf } from '../cards/kinds.ts';
import { type CardsInput, playbookOf, text } from '../specs/builders.ts';
import { validatePlaybook } from '../validate/index.ts';
import { adaptTemplate } from './from-template.ts';

const CARDS: CardsInput = {
  ask: {
    kind: 'question',
    text: text('Which?', '¿Cuál?'),
    choices: [{ id: 'on', text: text('On', 'Sigue'), next: 'bye' }],
    silence: { reminders: [{ afterSeconds: 60, text: text('Hello?', '¿Hola?') }] },
  },
  bye: { kind: 'end', text: text('Bye', 'Adiós') },
};
const script = (language?: string) => ({ steps: [], ...(language && { language }) });
const template = playbookOf(CARDS, {
  tests: [
    { name: 'in the first', script: script() },
    { name: 'in Spanish', script: script('es') },
  ],
});

const textsOf = (definition: PlaybookDefinition) =>
  Object.values(definition.cards).flatMap((card) =>
    rulesOf(card)
      .texts(card)
      .map((one) => one.text),
  );

describe('adaptTemplate', () => {
  it('gives name and appearance, and leaves the template as it is', () => {
    const before = JSON.stringify(template);
    const appearance = { botName: 'Ana', accent: '#000000', onAccent: '#ffffff', icon: 'smile' } as const;
    expect(adaptTemplate(template, { name: 'Mine', appearance })).toEqual({
      ...template,
      name: 'Mine',
      appearance,
      tests: [
        { name: 'in the first', script: { ...template.tests?.[0]?.script, language: 'en' } },
        template.tests?.[1],
      ],
    });
    expect(JSON.stringify(template)).toBe(before);
  });

  it('keeps the wanted languages, the first of them as the fallback', () => {
    const adapted = adaptTemplate(template, { name: 'Mine', languages: ['es'] });
    expect(adapted.languages).toEqual(['es']);
    expect(textsOf(adapted)).toEqual([{ es: '¿Cuál?' }, { es: 'Sigue' }, { es: '¿Hola?' }, { es: 'Adiós' }]);
    expect(adapted.tests?.map(({ name }) => name)).toEqual(['in Spanish']);
  });

  it('fills languages that it lacks with the nearest, else with its first', () => {
    const adapted = adaptTemplate(template, { name: 'Mine', languages: ['de', 'es-MX'] });
    expect(adapted.cards.bye).toEqual({ kind: 'end', text: { de: 'Bye', 'es-MX': 'Adiós' } });
    expect(adapted.tests).toEqual([]);
  });

  const root = new URL('../../../playbooks/', import.meta.url);
  it.each(readdirSync(root).filter((file) => file.endsWith('.json')))('makes a valid playbook of %s', (file) => {
    const validated = validatePlaybook(JSON.parse(readFileSync(new URL(file, root), 'utf8')));
    if (!validated.ok) throw new Error(JSON.stringify(validated.problems));
    for (const languages of [['en'], ['es'], ['pt-BR', 'en']]) {
      const adapted = adaptTemplate(validated.definition, { name: 'Mine', languages });
      expect(validatePlaybook(adapted)).toEqual({ ok: true, definition: adapted });
    }
  });
});
