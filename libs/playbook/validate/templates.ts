import type { Card } from '#libs/contracts';
import type { CardPath } from '../cards/card.ts';

type Template = { path: CardPath; text: string };

/** All strings in JSON, with the way to each. Its depth is checked before. */
function* stringsIn(json: unknown, path: CardPath): Generator<Template> {
  if (typeof json === 'string') yield { path, text: json };
  if (typeof json !== 'object' || json === null) return;
  for (const [key, value] of Object.entries(json)) {
    yield* stringsIn(value, [...path, Array.isArray(json) ? Number(key) : key]);
  }
}

/** What of a card has fields filled in and is no text in languages. */
export function* templatesOf(card: Card): Generator<Template> {
  if (card.kind === 'setField') yield { path: ['value'], text: card.value };
  if (card.kind === 'meeting') yield { path: ['url'], text: card.url };
  if (card.kind !== 'http') return;
  yield { path: ['url'], text: card.url };
  yield* stringsIn(card.headers, ['headers']);
  yield* stringsIn(card.body, ['body']);
}
