import { moneyOf } from '../money.ts';
import type { Turn } from '../turn.ts';
import type { ResultRequest } from '../types.ts';
import type { CardRules, Placed } from './card.ts';

const DAY_SECONDS = 86_400;

/** What a lead or deal is worth: fixed, or as the visitor or another service said; null where that is no amount. */
function worthOf({ result, value }: Placed<'result'>, turn: Turn): Pick<ResultRequest, 'value' | 'currency'> {
  if (value === undefined || result === 'crmActivity') return { value: null, currency: null };
  if ('amount' in value) return { value: value.amount, currency: value.currency };
  const money = Object.hasOwn(turn.fields, value.field) ? moneyOf(turn.fields[value.field] ?? '') : null;
  return { value: money?.amount ?? null, currency: money?.currency ?? null };
}

/** Asks for a lead, deal or CRM activity; once for each card, however often the visitor comes by. */
export const result: CardRules<'result'> = {
  enter(card, turn) {
    if (!turn.resultCards.includes(card.id)) {
      turn.resultCards.push(card.id);
      turn.put({
        type: 'requestResult',
        cardId: card.id,
        result: card.result,
        title: turn.title(card.title),
        owner: card.owner ?? null,
        label: card.label ?? null,
        stage: card.stage ?? null,
        visibility: card.visibility,
        ...worthOf(card, turn),
        dueAt: card.dueInDays === undefined ? null : turn.timeIn(card.dueInDays * DAY_SECONDS),
      });
    }
    return { goTo: card.next };
  },
  exits: (card) => [{ path: ['next'], to: card.next, waits: false }],
  texts: (card) => [{ path: ['title'], text: card.title }],
};
