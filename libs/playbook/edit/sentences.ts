import type { Difference } from '#libs/contracts';
import { isRecord } from '../migrations/json.ts';

export interface Change {
  change: Difference['change'];
  before: unknown;
  after: unknown;
  /** The items of a list are the same in another order. */
  moved?: boolean;
}
type Path = readonly (string | number)[];

const quoted = (text: string): string => `“${text}”`;

/** Characters of a text that a sentence quotes. */
const QUOTE_LENGTH = 60;
/** Items of a list that it quotes. */
const QUOTED_ITEMS = 10;

/** A value as a sentence quotes it; '' where it is more than a few words. */
function shortened(value: unknown): string {
  if (Array.isArray(value)) {
    const plain = value.every((item) => typeof item !== 'object' || item === null);
    return plain && value.length <= QUOTED_ITEMS ? value.map((item) => shortened(item)).join(', ') : '';
  }
  if (typeof value === 'object') return '';
  if (typeof value !== 'string') return String(value);
  return quoted(value.length > QUOTE_LENGTH ? `${value.slice(0, QUOTE_LENGTH).toWellFormed()}…` : value);
}

/** What a playbook calls the items of its lists. */
const ITEMS: Readonly<Record<string, string>> = {
  choices: 'choice',
  variants: 'variant',
  arms: 'arm',
  branches: 'branch',
  reminders: 'reminder',
  tests: 'test',
  holidays: 'holiday',
  rules: 'rule',
  steps: 'step',
  save: 'saved field',
  cards: 'card',
  experiments: 'experiment',
};
const itemOf = (list: string): string => (Object.hasOwn(ITEMS, list) ? (ITEMS[list] ?? 'item') : 'item');

const nameOf = (item: unknown): string | null => {
  if (!isRecord(item)) return null;
  const name = item.id ?? item.name ?? item.date;
  return typeof name === 'string' ? quoted(name) : null;
};

const LANGUAGE = /^[a-z]{2}(-[A-Z]{2})?$/;
const NAMED_MAPS: ReadonlySet<unknown> = new Set(['cards', 'experiments']);

/** The place of a change from the outside in: `cards.ask.choices[0].text.en` as card “ask”, choice “chat”, `text` in en. */
function* placesOf(path: Path, json: unknown): Generator<string> {
  let at = json;
  for (const [depth, part] of path.entries()) {
    const parent = path[depth - 1];
    const list = at;
    at = Array.isArray(at) || isRecord(at) ? (at as Record<string | number, unknown>)[part] : undefined;
    if (typeof part === 'number') {
      yield Array.isArray(list) && nameOf(at) !== null
        ? `${itemOf(String(parent))} ${nameOf(at)}`
        : `${itemOf(String(parent))} ${part + 1}`;
    } else if (depth === 1 && NAMED_MAPS.has(parent)) yield `${itemOf(String(parent))} ${quoted(part)}`;
    else if (typeof path[depth + 1] === 'number' && depth < path.length - 1) continue;
    else if (depth === 0 && NAMED_MAPS.has(part) && path.length > 1) continue;
    else if (LANGUAGE.test(part) && depth > 0) yield `in ${part}`;
    else yield quoted(part);
  }
}

function placeOf(path: Path, json: unknown): string {
  if (path.length === 0) return 'the playbook';
  return [...placesOf(path, json)].join(', ').replaceAll(', in ', ' in ');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const kindOf = (card: unknown): string =>
  isRecord(card) && typeof card.kind === 'string' ? quoted(card.kind) : 'nothing known';

function orderOf(ids: unknown): string {
  return Array.isArray(ids) ? ids.map((id) => quoted(String(id))).join(', ') : '';
}

/**
 * A change as a sentence for people.
 * @param json the playbook that the path leads into: the one before where something was removed, else the one after
 */
export function sentenceOf({ path, change, before, after, moved }: Change & { path: Path }, json: unknown): string {
  const place = capital(placeOf(path, json));
  const isCard = path.length === 2 && path[0] === 'cards';
  if (moved) return `${place}: the order is now ${orderOf(after)}.`;
  if (isCard && change === 'changed') return `${place} became ${kindOf(after)}; it was ${kindOf(before)}.`;
  if (change === 'changed') {
    const [was, is] = [shortened(before), shortened(after)];
    return was !== '' && is !== '' ? `${place} is now ${is}; it was ${was}.` : `${place} changed.`;
  }
  const what = shortened(change === 'added' ? after : before);
  const told = isCard ? ` (${kindOf(change === 'added' ? after : before)})` : what === '' ? '' : `: ${what}`;
  return `${place} was ${change}${told}.`;
}
