import type { ErrorCode } from '#libs/contracts';
import {
  type Act,
  afterRefusal,
  asMessage,
  type Delivery,
  deliveryOf,
  inOrder,
  nextOrder,
  type OutboxItem,
} from './outbox.ts';

const OPENING = {
  versionId: '00000000-0000-7000-8000-00000000000a',
  language: 'en',
  seed: 7,
  pageUrl: 'https://shop.example/lamps',
  returning: true,
};
const FILE = '00000000-0000-7000-8000-0000000000f1';
const item = (act: Act, extra: Partial<OutboxItem> = {}): OutboxItem => ({
  clientId: 'client-0001',
  order: '0000000001',
  at: '2026-01-01T10:00:00.000Z',
  act,
  sessionId: null,
  opening: null,
  ...extra,
});
const message = (extra?: Partial<OutboxItem>) => item({ type: 'message', text: 'hello' }, extra);
const choice = (extra?: Partial<OutboxItem>) =>
  item({ type: 'answer', text: 'Chat with us', promptSeq: 2, choiceId: 'chat' }, extra);
const skip = (extra?: Partial<OutboxItem>) =>
  item({ type: 'answer', text: 'Skip', promptSeq: 5, skipped: true }, extra);
const typed = (extra?: Partial<OutboxItem>) =>
  item({ type: 'answer', text: 'ana@example.com', promptSeq: 5, consent: true }, extra);
const file = (extra?: Partial<OutboxItem>) =>
  item({ type: 'answer', text: 'plan.pdf', promptSeq: 5, fileId: FILE }, extra);

describe('nextOrder', () => {
  it('sorts as text in the order of the acts, also when the clock stands still or goes back', () => {
    const orders: string[] = [];
    for (const now of [1000, 1000, 990, 36 ** 8, 1]) orders.push(nextOrder(orders.at(-1) ?? '', now));
    expect(orders).toEqual([...orders].sort());
    expect(new Set(orders).size).toBe(orders.length);
  });

  it('is what the outbox is sorted by', () => {
    const [a, b] = [message({ order: nextOrder('', 5) }), message({ order: nextOrder('', 40_000) })];
    expect(inOrder([b, a])).toEqual([a, b]);
  });
});

describe('deliveryOf', () => {
  const rows: [string, OutboxItem, string | null, Delivery][] = [
    [
      'the first words begin the session',
      message({ opening: OPENING }),
      null,
      { by: 'start', act: { text: 'hello' }, opening: OPENING },
    ],
    [
      'the first choice begins the session',
      choice({ opening: OPENING }),
      null,
      { by: 'start', act: { promptSeq: 2, choiceId: 'chat' }, opening: OPENING },
    ],
    [
      'a choice of the opening joins the session that another tab has begun',
      choice({ opening: OPENING }),
      's1',
      { by: 'start', act: { promptSeq: 2, choiceId: 'chat' }, opening: OPENING },
    ],
    ['words in a session', message(), 's1', { by: 'message', frame: { clientId: 'client-0001', text: 'hello' } }],
    [
      'words typed before the session began',
      message({ opening: OPENING }),
      's1',
      { by: 'message', frame: { clientId: 'client-0001', text: 'hello' } },
    ],
    [
      'a choice in its session',
      choice({ sessionId: 's1' }),
      's1',
      { by: 'answer', frame: { clientId: 'client-0001', promptSeq: 2, choiceId: 'chat' } },
    ],
    [
      'a skip in its session',
      skip({ sessionId: 's1' }),
      's1',
      { by: 'answer', frame: { clientId: 'client-0001', promptSeq: 5, skipped: true } },
    ],
    [
      'what was typed into a prompt, with its ticked box',
      typed({ sessionId: 's1' }),
      's1',
      { by: 'answer', frame: { clientId: 'client-0001', promptSeq: 5, text: 'ana@example.com', consent: true } },
    ],
    [
      'an uploaded file by its id',
      file({ sessionId: 's1' }),
      's1',
      { by: 'answer', frame: { clientId: 'client-0001', promptSeq: 5, fileId: FILE } },
    ],
    [
      'what was typed into the opening’s prompt begins the session',
      typed({ opening: OPENING }),
      null,
      { by: 'start', act: { promptSeq: 5, text: 'ana@example.com', consent: true }, opening: OPENING },
    ],
    [
      'the opening’s prompt is skipped',
      skip({ opening: OPENING }),
      null,
      { by: 'start', act: { promptSeq: 5, skipped: true }, opening: OPENING },
    ],
    ['a file whose session is gone is nothing', file({ sessionId: 's1' }), 's2', { by: 'nothing' }],
    [
      'a choice whose session is gone becomes words',
      choice({ sessionId: 's1' }),
      's2',
      { by: 'message', frame: { clientId: 'client-0001', text: 'Chat with us' } },
    ],
    [
      'a choice whose session is gone begins a new one as words',
      choice({ sessionId: 's1' }),
      null,
      { by: 'start', act: { text: 'Chat with us' }, opening: null },
    ],
    ['a skip whose session is gone is nothing', skip({ sessionId: 's1' }), 's2', { by: 'nothing' }],
  ];
  it.each(rows)('%s', (_, what, sessionId, delivery) => {
    expect(deliveryOf(what, sessionId)).toEqual(delivery);
  });
});

describe('afterRefusal', () => {
  it.each<ErrorCode | 'unreachable'>(['rate_limited', 'unavailable', 'internal', 'unreachable'])(
    '%s: sends the same again later',
    (code) => {
      for (const by of ['start', 'message', 'answer'] as const) {
        expect(afterRefusal(message(), code, by)).toEqual({ next: 'retry' });
      }
    },
  );

  it.each<ErrorCode>(['session_closed', 'session_token_invalid', 'unauthenticated', 'not_found'])(
    '%s: begins a new session with the same words and clientId',
    (code) => {
      expect(afterRefusal(message(), code, 'message')).toEqual({ next: 'newSession', item: message() });
      expect(afterRefusal(choice({ sessionId: 's1' }), code, 'answer')).toEqual({
        next: 'newSession',
        item: item({ type: 'message', text: 'Chat with us' }),
      });
      expect(afterRefusal(skip({ sessionId: 's1' }), code, 'answer')).toEqual({ next: 'newSession', item: null });
    },
  );

  it('opening_changed: words go with the new opening, a choice has to be made again', () => {
    expect(afterRefusal(message({ opening: OPENING }), 'opening_changed', 'start')).toEqual({
      next: 'newOpening',
      item: message(),
    });
    expect(afterRefusal(typed({ opening: OPENING }), 'opening_changed', 'start')).toEqual({
      next: 'newOpening',
      item: item({ type: 'message', text: 'ana@example.com' }),
    });
    expect(afterRefusal(choice({ opening: OPENING }), 'opening_changed', 'start')).toEqual({
      next: 'newOpening',
      item: null,
    });
  });

  it('wrong_phase: an answer that came after an agent took over is said in words', () => {
    expect(afterRefusal(choice({ sessionId: 's1' }), 'wrong_phase', 'answer')).toEqual({
      next: 'replace',
      item: asMessage(choice()),
    });
    expect(afterRefusal(typed({ sessionId: 's1' }), 'wrong_phase', 'answer')).toEqual({
      next: 'replace',
      item: item({ type: 'message', text: 'ana@example.com' }),
    });
    expect(afterRefusal(skip({ sessionId: 's1' }), 'wrong_phase', 'answer')).toEqual({ next: 'replace', item: null });
  });

  it.each<ErrorCode>(['invalid_body', 'payload_too_large', 'origin_not_allowed'])(
    '%s: is shown as failed, and does not block what follows',
    (code) => {
      expect(afterRefusal(message(), code, 'message')).toEqual({ next: 'fail' });
    },
  );

  it('a site that is gone is no lost session', () => {
    expect(afterRefusal(message(), 'not_found', 'start')).toEqual({ next: 'fail' });
  });
});
