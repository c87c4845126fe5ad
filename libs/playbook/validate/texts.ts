import { inputKindSchema, type LocalizedText } from '#libs/contracts';
import { rulesOf } from '../cards/kinds.ts';
import { comparable } from '../cards/question.ts';
import { interpolate, placeholdersOf } from '../texts/interpolate.ts';
import type { Draft } from './form.ts';
import type { PathPart, Problems } from './problems.ts';

const FIELDS: readonly string[] = inputKindSchema.options;

function checkText(text: string, path: PathPart[], problems: Problems): void {
  const { names, broken } = placeholdersOf(text);
  const unknown = names.filter((name) => !FIELDS.includes(name));
  if (unknown.length > 0) {
    problems.add(path, 'unknown_placeholder', `“{{${unknown[0]}}}” is not one of ${FIELDS.join(', ')}.`);
  }
  if (broken) problems.add(path, 'broken_placeholder', 'A placeholder is written {{name}} or {{name|there}}.');
  if (interpolate(text, {}) === '') {
    problems.add(path, 'blank_text', 'This text may be empty; give its placeholder a fallback: {{name|there}}.');
  }
}

function checkLanguages(text: LocalizedText, path: PathPart[], languages: string[], problems: Problems): void {
  for (const language of languages.filter((language) => !Object.hasOwn(text, language))) {
    problems.add([...path, language], 'missing_language', `The text in “${language}” is missing.`);
  }
  for (const language of Object.keys(text).filter((language) => !languages.includes(language))) {
    problems.add([...path, language], 'unknown_language', `“${language}” is not one of the playbook’s languages.`);
  }
}

/** Choices that cannot be told apart: by id, or by what a visitor types. */
function checkChoices(draft: Draft, problems: Problems): void {
  for (const [id, card] of draft.cards) {
    if (card.kind !== 'question') continue;
    const ids = new Set<string>();
    const owners = new Map<string, number>();
    card.choices.forEach((choice, index) => {
      const path = ['cards', id, 'choices', index];
      if (ids.has(choice.id)) problems.add([...path, 'id'], 'duplicate_choice', 'Another choice has this id.');
      ids.add(choice.id);
      for (const [language, text] of Object.entries(choice.text)) {
        const owner = owners.get(comparable(text)) ?? index;
        if (owner !== index) {
          problems.add([...path, 'text', language], 'duplicate_choice_text', 'Another choice has this text.');
        }
        owners.set(comparable(text), owner);
      }
    });
  }
}

/** Every text exists in every language, has placeholders that can be filled, and choices can be told apart. */
export function checkTexts(draft: Draft, problems: Problems): void {
  draft.languages.forEach((language, index) => {
    if (draft.languages.indexOf(language) !== index) {
      problems.add(['languages', index], 'duplicate_language', 'This language is named twice.');
    }
  });
  for (const [id, card] of draft.cards) {
    for (const { path, text } of rulesOf(card).texts(card)) {
      const fullPath = ['cards', id, ...path];
      if (draft.languages.length > 0) checkLanguages(text, fullPath, draft.languages, problems);
      for (const [language, one] of Object.entries(text)) checkText(one, [...fullPath, language], problems);
    }
  }
  checkChoices(draft, problems);
}
