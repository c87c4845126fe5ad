import type { Card, LocalizedText } from '#libs/contracts';
import { comparable } from '../cards/choices.ts';
import { rulesOf } from '../cards/kinds.ts';
import { placeholdersOf } from '../texts/interpolate.ts';
import { parseMarkup } from '../texts/markup.ts';
import { plainOf } from '../texts/words.ts';
import type { Draft } from './form.ts';
import type { PathPart, Problems } from './problems.ts';
import { templatesOf } from './templates.ts';
import { unsafeLinks } from './urls.ts';

/** Known only while the visitor waits for people. */
const QUEUE_PLACE = 'queue.place';

function checkPlaceholders(text: string, path: PathPart[], fields: ReadonlySet<string>, problems: Problems): void {
  const { names, broken } = placeholdersOf(text);
  for (const name of new Set(names.filter((name) => !fields.has(name)))) {
    const message =
      name === QUEUE_PLACE
        ? `“{{${QUEUE_PLACE}}}” is known in a \`waitMessage\` only.`
        : `No card fills the field “${name}”.`;
    problems.add(path, 'unknown_placeholder', message);
  }
  if (broken) {
    problems.add(path, 'broken_placeholder', 'A placeholder is written {{person.name}} or {{person.name|there}}.');
  }
}

/** Whether nothing is left where no field is known. Most texts need not be read for it. */
function mayBeBlank(text: string): boolean {
  if (/^[^\s*[{\\-]/.test(text)) return false;
  return plainOf(parseMarkup(text), {}) === '';
}

function checkText(text: string, path: PathPart[], fields: ReadonlySet<string>, problems: Problems): void {
  checkPlaceholders(text, path, fields, problems);
  for (const target of unsafeLinks(text)) {
    const message = `“${target.slice(0, 80)}” cannot be linked to: use https, http, mailto or tel, with fields behind the host only.`;
    problems.add(path, 'unsafe_link', message);
  }
  if (mayBeBlank(text)) {
    problems.add(path, 'blank_text', 'This text may be empty; give its placeholder a fallback: {{person.name|there}}.');
  }
}

function checkLanguages(text: LocalizedText, path: PathPart[], languages: string[], problems: Problems): void {
  for (const language of languages) {
    if (Object.hasOwn(text, language)) continue;
    problems.add([...path, language], 'missing_language', `The text in “${language}” is missing.`);
  }
  for (const language of Object.keys(text)) {
    if (languages.includes(language)) continue;
    problems.add([...path, language], 'unknown_language', `“${language}” is not one of the playbook’s languages.`);
  }
}

/** Choices that cannot be told apart: by id, or by what a visitor types. */
function checkChoices(id: string, card: Card, problems: Problems): void {
  if (card.kind !== 'question') return;
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

/** Every text exists in every language, has placeholders that can be filled, and choices can be told apart. */
export function checkTexts(draft: Draft, fields: ReadonlySet<string>, problems: Problems): void {
  draft.languages.forEach((language, index) => {
    if (draft.languages.indexOf(language) !== index) {
      problems.add(['languages', index], 'duplicate_language', 'This language is named twice.');
    }
  });
  const whileWaiting = new Set([...fields, QUEUE_PLACE]);
  for (const [id, card] of draft.cards) {
    for (const { path, text } of rulesOf(card).texts(card)) {
      const place = ['cards', id, ...path];
      const known = path[0] === 'waitMessage' ? whileWaiting : fields;
      if (draft.languages.length > 0) checkLanguages(text, place, draft.languages, problems);
      for (const [language, one] of Object.entries(text)) checkText(one, [...place, language], known, problems);
    }
    for (const { path, text } of templatesOf(card)) checkPlaceholders(text, ['cards', id, ...path], fields, problems);
    if (card.kind === 'result' && card.value && 'field' in card.value && !fields.has(card.value.field)) {
      const message = `No card fills the field “${card.value.field}”.`;
      problems.add(['cards', id, 'value', 'field'], 'unknown_field', message);
    }
    checkChoices(id, card, problems);
  }
}
