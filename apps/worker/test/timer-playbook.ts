import type { Card, PlaybookDefinition } from '#libs/contracts';
import { definitionOf } from './playbook.ts';

const en = (text: string) => ({ en: text });

/** Seconds of the timers. */
export interface Timers {
  wait: number;
  reminder: number;
  giveUp: number;
  pickUp: number;
  notice: number;
  agentSilent: number;
  http: number;
}

/** As in life: minutes and days. For skipped time. */
export const LONG: Timers = {
  wait: 3 * 86_400,
  reminder: 600,
  giveUp: 86_400,
  pickUp: 300,
  notice: 120,
  agentSilent: 600,
  http: 60,
};

/** Where the http card asks. */
export interface Where {
  service?: string;
  openingHours?: PlaybookDefinition['openingHours'];
}

/** ask → one card of each kind that waits, each to its end. */
export function timerPlaybook(timers: Timers, { service = 'https://unknown.invalid/', openingHours }: Where = {}) {
  const cards: Record<string, Card> = {
    hello: { kind: 'greeting', text: en('Hello'), next: 'ask' },
    ask: {
      kind: 'question',
      text: en('Where to?'),
      style: 'buttons',
      choices: [
        { id: 'wait', text: en('Wait'), next: 'moment' },
        { id: 'hours', text: en('Hours'), next: 'hours' },
        { id: 'silent', text: en('Silent'), next: 'budget' },
        { id: 'people', text: en('People'), next: 'people' },
        { id: 'service', text: en('Service'), next: 'service' },
      ],
    },
    moment: { kind: 'wait', seconds: timers.wait, onMessage: 'impatient', next: 'back' },
    back: { kind: 'message', text: en('I am back'), next: 'bye' },
    impatient: { kind: 'message', text: en('At once, then'), next: 'bye' },
    hours: { kind: 'schedule', next: 'open' },
    open: { kind: 'message', text: en('We are open'), next: 'bye' },
    budget: {
      kind: 'capture',
      field: 'budget',
      type: 'number',
      text: en('Your budget?'),
      required: true,
      silence: {
        reminders: [
          { afterSeconds: timers.reminder, text: en('Still there?') },
          { afterSeconds: timers.reminder, text: en('Anybody?') },
        ],
        giveUp: { afterSeconds: timers.giveUp, next: 'gaveUp' },
      },
      next: 'bye',
    },
    gaveUp: { kind: 'message', text: en('Never mind'), next: 'bye' },
    people: {
      kind: 'liveChat',
      onlineText: en('One moment'),
      waitSeconds: timers.pickUp,
      waitMessage: { everySeconds: timers.notice, text: en('You are number {{queue.place}}') },
      unansweredText: en('Nobody came'),
      offline: 'again',
      handedBack: 'again',
      agentSilent: { afterSeconds: timers.agentSilent, text: en('Sorry'), next: 'again' },
    },
    again: {
      kind: 'question',
      text: en('Anything else?'),
      style: 'buttons',
      choices: [{ id: 'no', text: en('No'), next: 'bye' }],
    },
    service: {
      kind: 'http',
      method: 'POST',
      url: service,
      headers: {},
      save: [{ path: 'customer.tier', field: 'tier' }],
      giveUpSeconds: timers.http,
      next: 'known',
      failed: 'unknown',
    },
    known: { kind: 'message', text: en('You are {{tier|nobody}}'), next: 'again' },
    unknown: { kind: 'message', text: en('No answer'), next: 'again' },
    bye: { kind: 'end', text: en('Goodbye') },
  };
  return { ...definitionOf(cards), name: 'Timers', ...(openingHours && { openingHours }) };
}
