import type { z } from 'zod';
import {
  type Card,
  cardSchema,
  type PlaybookDefinition,
  type PlaybookTest,
  playbookDefinitionSchema,
  playbookTestSchema,
} from '#libs/contracts';
import { isRecord, type Json } from '../migrations/json.ts';
import { UNSAFE_KEYS } from './json.ts';
import type { Problems } from './problems.ts';

/** What the checks of meaning look at: all of a playbook, or the parts of it that have the right form. */
export interface Draft {
  /** Empty when they are not known. */
  languages: string[];
  start: string | null;
  /** The cards of the right form. */
  cards: ReadonlyMap<string, Card>;
  /** Every card that is named, also those of the wrong form. */
  cardIds: ReadonlySet<string>;
  /** Whether every card has the right form, so that walks can be judged. */
  complete: boolean;
  openingHours: PlaybookDefinition['openingHours'];
  /** Null when they have the wrong form. */
  experiments: NonNullable<PlaybookDefinition['experiments']> | null;
  /** Those of the right form, by their index. */
  tests: ReadonlyMap<number, PlaybookTest>;
}

/** Keys of cards that name the card that follows. */
const EXIT_KEYS: ReadonlySet<unknown> = new Set(['next', 'offline', 'otherwise', 'later', 'to', 'failed']);

const rulesOfKeys: readonly { holds: (path: PropertyKey[]) => boolean; sentence: string }[] = [
  {
    holds: (path) => path[0] === 'cards' && path.length === 2,
    sentence: 'A card’s id begins with a letter and has at most 64 letters, digits, “_” and “-”.',
  },
  {
    holds: (path) => path[0] === 'experiments',
    sentence: 'An experiment’s id begins with a letter and has at most 64 letters, digits, “_” and “-”.',
  },
  {
    holds: (path) => path.at(-2) === 'headers',
    sentence: 'A header’s name has at most 60 letters, digits and “-”.',
  },
  { holds: () => true, sentence: 'A language is written like “en” or “pt-BR”.' },
];

function addIssue(issue: z.core.$ZodIssue, json: unknown, problems: Problems): void {
  const { path, code } = issue;
  if (code === 'unrecognized_keys') {
    for (const key of issue.keys.filter((key) => !UNSAFE_KEYS.has(key))) {
      problems.add([...path, key], 'unknown_key', 'This key means nothing here.');
    }
  } else if (code === 'invalid_key') {
    problems.add(path, 'invalid_key', rulesOfKeys.find(({ holds }) => holds(path))?.sentence ?? '');
  } else if (code === 'invalid_union' && path.length === 3 && path[0] === 'cards' && path[2] === 'kind') {
    problems.add(path, 'unknown_card_kind', 'There is no such kind of card.');
  } else if (code === 'invalid_type' && path[0] === 'cards' && EXIT_KEYS.has(path.at(-1)) && isMissing(json, path)) {
    problems.add(path, 'missing_exit', 'Where this card goes on is missing.');
  } else if (code === 'invalid_type' && isMissing(json, path)) {
    problems.addOfForm(path, code, 'This is missing.');
  } else {
    problems.addOfForm(path, code, `${issue.message}.`);
  }
}

function isMissing(json: unknown, path: PropertyKey[]): boolean {
  const place = path.reduce<unknown>((at, key) => (at as Json | undefined)?.[key as string], json);
  return place === undefined;
}

const draftOf = (definition: PlaybookDefinition): Draft => ({
  languages: definition.languages,
  start: definition.start,
  cards: new Map(Object.entries(definition.cards)),
  cardIds: new Set(Object.keys(definition.cards)),
  complete: true,
  openingHours: definition.openingHours,
  experiments: definition.experiments ?? {},
  tests: new Map(definition.tests?.entries()),
});

const SHAPE = playbookDefinitionSchema.shape;

function salvage(json: unknown): Draft {
  const raw = isRecord(json) ? json : {};
  const rawCards = Object.entries(isRecord(raw.cards) ? raw.cards : {});
  const cards = rawCards.flatMap(([id, rawCard]): [string, Card][] => {
    const card = cardSchema.safeParse(rawCard);
    return card.success ? [[id, card.data]] : [];
  });
  const tests = (Array.isArray(raw.tests) ? raw.tests : []).flatMap((rawTest, index): [number, PlaybookTest][] => {
    const test = playbookTestSchema.safeParse(rawTest);
    return test.success ? [[index, test.data]] : [];
  });
  const experiments = SHAPE.experiments.safeParse(raw.experiments);
  return {
    languages: SHAPE.languages.safeParse(raw.languages).data ?? [],
    start: typeof raw.start === 'string' ? raw.start : null,
    cards: new Map(cards),
    cardIds: new Set(rawCards.map(([id]) => id)),
    complete: cards.length === rawCards.length,
    openingHours: SHAPE.openingHours.safeParse(raw.openingHours).data,
    experiments: experiments.success ? (experiments.data ?? {}) : null,
    tests: new Map(tests),
  };
}

/** Checks the form; answers the definition (null when the form is wrong) and what can be checked further. */
export function checkForm(json: unknown, problems: Problems): { definition: PlaybookDefinition | null; draft: Draft } {
  const parsed = playbookDefinitionSchema.safeParse(json);
  if (parsed.success) return { definition: parsed.data, draft: draftOf(parsed.data) };
  for (const issue of parsed.error.issues) addIssue(issue, json, problems);
  return { definition: null, draft: salvage(json) };
}
