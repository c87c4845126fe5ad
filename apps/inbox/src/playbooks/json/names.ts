import { listOf, recordOf, stringOf } from './read.ts';

/** Fields that the details and the CRM know. */
const KNOWN_FIELDS = ['person.name', 'person.email', 'person.phone', 'organisation.name', 'deal.value', 'message'];

/** Names that a definition gives, as far as it can be read. */
export interface Names {
  cards: string[];
  languages: string[];
  experiments: string[];
  fields: string[];
}

export const NO_NAMES: Names = { cards: [], languages: [], experiments: [], fields: KNOWN_FIELDS };

export function namesOf(definition: unknown): Names {
  const { cards, languages, experiments } = recordOf(definition);
  const own = Object.values(recordOf(cards)).flatMap((card) => {
    const { field, saveAs } = recordOf(card);
    return [field, saveAs].flatMap((name) => stringOf(name) ?? []);
  });
  return {
    cards: Object.keys(recordOf(cards)),
    languages: listOf(languages).flatMap((code) => stringOf(code) ?? []),
    experiments: Object.keys(recordOf(experiments)),
    fields: [...new Set([...KNOWN_FIELDS, ...own])],
  };
}
