import type { Card, CardOf } from '#libs/contracts';
import { UNSAFE_KEYS } from './json.ts';
import type { PathPart, Problems } from './problems.ts';
import { unsafeUrl } from './urls.ts';

type Checks = { readonly [K in Card['kind']]?: (card: CardOf<K>, path: PathPart[], problems: Problems) => void };

function duplicates(ids: readonly { id: string }[]): number[] {
  const seen = new Set<string>();
  return ids.flatMap(({ id }, index) => {
    if (seen.has(id)) return [index];
    seen.add(id);
    return [];
  });
}

function checkMessage({ text, variants, image }: CardOf<'message'>, path: PathPart[], problems: Problems): void {
  if ((text === undefined) === (variants === undefined)) {
    problems.add(path, 'text_or_variants', 'A message needs either `text` or `variants`.');
  }
  for (const index of duplicates(variants ?? [])) {
    problems.add([...path, 'variants', index, 'id'], 'duplicate_variant', 'Another variant has this id.');
  }
  const why = image && unsafeUrl(image.url);
  if (why) problems.add([...path, 'image', 'url'], 'unsafe_url', why);
}

/** As what the fields that the CRM knows have to be asked for. */
const TYPES_OF_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'person.email': ['email'],
  'person.phone': ['phone'],
  'deal.value': ['money', 'number'],
};
/** The types of a capture that a setting means something to. */
const TYPES_WITH = {
  min: ['number', 'money', 'rating'],
  max: ['number', 'money', 'rating'],
  currency: ['money'],
  country: ['phone'],
} as const satisfies Partial<Record<keyof CardOf<'capture'>, readonly string[]>>;

function checkCapture(card: CardOf<'capture'>, path: PathPart[], problems: Problems): void {
  const { field, type, min = type === 'rating' ? 1 : undefined, max } = card;
  const types = Object.hasOwn(TYPES_OF_FIELDS, field) ? TYPES_OF_FIELDS[field] : undefined;
  if (types && !types.includes(type)) {
    const message = `The CRM keeps “${field}”; ask for it as ${types.map((name) => `“${name}”`).join(' or ')}.`;
    problems.add([...path, 'type'], 'wrong_capture_type', message);
  }
  for (const [setting, meant] of Object.entries(TYPES_WITH) as [keyof typeof TYPES_WITH, readonly string[]][]) {
    if (card[setting] === undefined || meant.includes(type)) continue;
    problems.add([...path, setting], 'setting_without_meaning', `This means nothing for “${type}”.`);
  }
  if (type === 'rating') {
    if (min !== 1) problems.add([...path, 'min'], 'wrong_range', 'A rating begins at 1.');
    if (max !== undefined && !(Number.isInteger(max) && max >= 3 && max <= 10)) {
      problems.add([...path, 'max'], 'wrong_range', 'A rating ends at a whole number from 3 to 10.');
    }
  } else if (min !== undefined && max !== undefined && min > max) {
    problems.add([...path, 'min'], 'wrong_range', 'The least is more than the most.');
  }
}

/** Headers that the request sets itself, or that are between two machines. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

function checkHeaders(headers: CardOf<'http'>['headers'], path: PathPart[], problems: Problems): void {
  const named = new Set<string>();
  for (const [name, value] of Object.entries(headers)) {
    const place = [...path, 'headers', name];
    const lower = name.toLowerCase();
    if (OWN_HEADERS.has(lower)) problems.add(place, 'unsafe_header', 'The request sets this header itself.');
    if (named.has(lower)) problems.add(place, 'unsafe_header', 'This header is named twice.');
    if (/\p{Cc}/u.test(value)) problems.add(place, 'unsafe_header', 'A header has no control characters.');
    named.add(lower);
  }
}

function checkHttp(card: CardOf<'http'>, path: PathPart[], problems: Problems): void {
  const why = unsafeUrl(card.url);
  if (why) problems.add([...path, 'url'], 'unsafe_url', why);
  checkHeaders(card.headers, path, problems);
  card.save.forEach((save, index) => {
    const parts = save.path.split('.');
    if (parts.every((part) => part !== '' && !UNSAFE_KEYS.has(part))) return;
    const message = 'Write the way into the answer like “customer.tier” or “items.0.id”.';
    problems.add([...path, 'save', index, 'path'], 'unsafe_path', message);
  });
}

function checkMeeting({ url }: CardOf<'meeting'>, path: PathPart[], problems: Problems): void {
  const why = unsafeUrl(url);
  if (why) problems.add([...path, 'url'], 'unsafe_url', why);
}

const CHECKS: Checks = { message: checkMessage, capture: checkCapture, meeting: checkMeeting, http: checkHttp };

/** What a card kind asks of its settings beyond their form. */
export function checkSettings(cards: ReadonlyMap<string, Card>, problems: Problems): void {
  for (const [id, card] of cards) {
    const check = CHECKS[card.kind] as ((card: Card, path: PathPart[], problems: Problems) => void) | undefined;
    check?.(card, ['cards', id], problems);
  }
}
