import { requestOf } from '../http/request.ts';
import type { CardRules } from './card.ts';
import { keepField } from './fields.ts';

/** Asks another service and waits for its answer, of which it keeps fields. The visitor sees nothing of it. */
export const http: CardRules<'http'> = {
  enter(card, turn) {
    const due = turn.dueIn('http', card.id, card.giveUpSeconds);
    const request = requestOf(card, turn.fields);
    const requestSeq = turn.put({ type: 'callHttp', cardId: card.id, request, giveUpAt: due.deadlineAt });
    return { wait: { for: 'http', requestSeq, ...due } };
  },

  happened(card, event, wait, turn) {
    if (wait.for !== 'http') return null;
    if (event.type === 'deadlinePassed') return { goTo: card.failed };
    if (event.type !== 'httpAnswered') return null;
    for (const [field, value] of Object.entries(event.fields)) keepField(turn, card.id, field, value);
    return { goTo: event.ok ? card.next : card.failed };
  },

  exits: (card) => [
    { path: ['next'], to: card.next, waits: false },
    { path: ['failed'], to: card.failed, waits: false },
  ],
  texts: () => [],
};
