import { type Card, KNOWN_FIELDS } from '#libs/contracts';

/** The field that each card fills. */
function* filledBy(card: Card): Generator<string> {
  if (card.kind === 'capture' || card.kind === 'setField') yield card.field;
  if (card.kind === 'question' && card.saveAs !== undefined) yield card.saveAs;
  if (card.kind === 'http') for (const { field } of card.save) yield field;
}

/** The fields that a playbook can know: those that some card fills, and those that may be known from elsewhere. */
export function fieldsOf(cards: ReadonlyMap<string, Card>): Set<string> {
  const fields = new Set<string>(KNOWN_FIELDS);
  for (const card of cards.values()) for (const field of filledBy(card)) fields.add(field);
  return fields;
}
