import type { z } from 'zod';
import { type Card, cardSchema, type PlaybookDefinition, playbookDefinitionSchema } from '#libs/contracts';
import { UNSAFE_KEYS } from './json.ts';
import type { Problems } from './problems.ts';

/** What the checks of meaning look at: all of a playbook, or the part of it that has the right form. */
export interface Draft {
  /** Empty when they are not known. */
  languages: string[];
  start: string | null;
  /** The cards of the right form. */
  cards: Map<string, Card>;
  /** Every card that is named, also those of the wrong form. */
  cardIds: ReadonlySet<string>;
  /** Whether every card has the right form, so that walks can be judged. */
  complete: boolean;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function addIssue(issue: z.core.$ZodIssue, problems: Problems): void {
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys.filter((key) => !UNSAFE_KEYS.has(key))) {
      problems.add([...issue.path, key], 'unknown_key', 'This key means nothing here.');
    }
  } else if (issue.code === 'invalid_key') {
    const rule =
      issue.path[0] === 'cards' && issue.path.length === 2
        ? 'A card’s id begins with a letter and has at most 64 letters, digits, “_” and “-”.'
        : 'A language is written like “en” or “pt-BR”.';
    problems.add(issue.path, 'invalid_key', rule);
  } else if (issue.code === 'invalid_union' && issue.path.at(-1) === 'kind') {
    problems.add(issue.path, 'unknown_card_kind', 'There is no such kind of card.');
  } else {
    problems.add(issue.path, issue.code, `${issue.message}.`);
  }
}

const draftOf = (definition: PlaybookDefinition): Draft => ({
  languages: definition.languages,
  start: definition.start,
  cards: new Map(Object.entries(definition.cards)),
  cardIds: new Set(Object.keys(definition.cards)),
  complete: true,
});

function salvage(json: unknown): Draft {
  const raw = isRecord(json) ? json : {};
  const languages = playbookDefinitionSchema.shape.languages.safeParse(raw.languages);
  const rawCards = Object.entries(isRecord(raw.cards) ? raw.cards : {});
  const cards = rawCards.flatMap(([id, rawCard]): [string, Card][] => {
    const card = cardSchema.safeParse(rawCard);
    return card.success ? [[id, card.data]] : [];
  });
  return {
    languages: languages.success ? languages.data : [],
    start: typeof raw.start === 'string' ? raw.start : null,
    cards: new Map(cards),
    cardIds: new Set(rawCards.map(([id]) => id)),
    complete: cards.length === rawCards.length,
  };
}

/** Checks the form; answers the definition (null when the form is wrong) and what can be checked further. */
export function checkForm(json: unknown, problems: Problems): { definition: PlaybookDefinition | null; draft: Draft } {
  const parsed = playbookDefinitionSchema.safeParse(json);
  if (parsed.success) return { definition: parsed.data, draft: draftOf(parsed.data) };
  for (const issue of parsed.error.issues) addIssue(issue, problems);
  return { definition: null, draft: salvage(json) };
}
