import type { Entry } from '#libs/contracts';
import { eventOf } from './events.ts';
import { agentSays, assigned, entry, handedBack, SESSION_ID, says } from './test/looks.ts';

const callId = SESSION_ID;

it.each<[string, Entry, object | null]>([
  ['a visitor’s message', says(3, 'Hi'), { type: 'visitorMessage', seq: 3, text: 'Hi' }],
  ['an agent’s message', agentSays(3, 'Hi'), { type: 'agentSpoke', seq: 3 }],
  ['the bot’s message', { ...says(3, 'Hi'), author: 'bot' } as Entry, null],
  [
    'an answer',
    entry(3, 'answer', { promptSeq: 2, text: 'cv.pdf', fileId: SESSION_ID, consent: true }),
    { type: 'visitorAnswer', seq: 3, promptSeq: 2, text: 'cv.pdf', fileId: SESSION_ID, consent: true },
  ],
  ['a claim', assigned(3), { type: 'agentJoined', seq: 3 }],
  ['a hand-back', handedBack(3), { type: 'handedBack', seq: 3 }],
  ['a silent bot', entry(3, 'botSilent', {}), { type: 'botSilent', seq: 3 }],
  ['an operator’s move', entry(3, 'opsMoved', { cardId: 'ask' }), { type: 'moved', seq: 3, cardId: 'ask' }],
  [
    'another service’s answer',
    entry(3, 'httpAnswered', { requestSeq: 2, cardId: 'call', ok: true, status: 200, fields: { a: 'b' } }),
    { type: 'httpAnswered', seq: 3, requestSeq: 2, ok: true, fields: { a: 'b' } },
  ],
  ['a request', entry(3, 'httpRequested', { callId, cardId: 'call' }), null],
  ['a note', entry(3, 'note', { text: 'secret' }), null],
  ['a close', entry(3, 'closed', { reason: 'agent' }), null],
])('%s is to the engine what happened', (_, given, event) => {
  if (event === null) expect(eventOf(given)).toBeNull();
  else expect(eventOf(given)).toMatchObject(event);
});
