import { PLAYBOOK_FORMAT } from '#libs/contracts';
import { fieldSince2, placeholdersSince2 } from './fields.ts';
import { isRecord, type Json, mapKey, mapValues } from './json.ts';

type Migration = (definition: Json) => Json;

const text = (value: unknown): unknown =>
  isRecord(value) ? mapValues(value, (one) => (typeof one === 'string' ? placeholdersSince2(one) : one)) : value;

const TEXTS_OF_1 = ['text', 'againText', 'onlineText', 'offlineText', 'unansweredText', 'title'];

const choiceFrom1 = (choice: unknown): unknown => (isRecord(choice) ? mapKey(choice, 'text', text) : choice);

function cardFrom1(card: unknown): unknown {
  if (!isRecord(card)) return card;
  const worded = TEXTS_OF_1.reduce((made, key) => mapKey(made, key, text), card);
  if (card.kind === 'question') {
    const choices = Array.isArray(card.choices) ? card.choices.map(choiceFrom1) : card.choices;
    return { style: 'buttons', ...worded, choices };
  }
  // what came out belonged to whoever had the conversation
  if (card.kind === 'result') return { owner: 'assignee', visibility: 'everyone', ...worded };
  if (card.kind === 'capture' && typeof card.field === 'string') {
    return { ...worded, field: fieldSince2(card.field), type: card.field };
  }
  return worded;
}

/** From each older format to the next one. They take any JSON: what has the wrong form is left for the form's check. */
const MIGRATIONS: Readonly<Record<number, Migration>> = {
  1: (definition) => ({
    ...mapKey(definition, 'cards', (cards) => (isRecord(cards) ? mapValues(cards, cardFrom1) : cards)),
    format: 2,
  }),
};

/** The formats that can be read: the older ones and the one that is written. */
export const KNOWN_FORMATS: readonly number[] = [...Object.keys(MIGRATIONS).map(Number), PLAYBOOK_FORMAT];

/**
 * A definition in the format that is written, from that of any release; the given one stays untouched. What is no
 * definition, or one of a later release, is answered as it is. Never throws.
 */
export function upgradeDefinition(json: unknown): unknown {
  let upgraded = json;
  while (isRecord(upgraded) && typeof upgraded.format === 'number' && Object.hasOwn(MIGRATIONS, upgraded.format)) {
    upgraded = (MIGRATIONS[upgraded.format] as Migration)(upgraded);
  }
  return upgraded;
}
