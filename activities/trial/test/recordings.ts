import {
  type Card,
  type Entry,
  type PlaybookDefinition,
  playbookDefinitionSchema,
  type ScriptStep,
  scriptSchema,
} from '#libs/contracts';
import type { SessionToTry } from '#libs/database';
import { simulate } from '#libs/playbook';

const en = (text: string) => ({ en: text });
type CardsInput = Record<string, Partial<Card> & { kind: Card['kind'] }>;

/** ask → people | details and a lead | the end. */
export const CARDS: CardsInput = {
  hello: { kind: 'greeting', text: en('Hello'), next: 'ask' },
  ask: {
    kind: 'question',
    text: en('How can we help?'),
    choices: [
      { id: 'people', text: en('Chat with us'), next: 'people' },
      { id: 'leave', text: en('Leave a message'), next: 'name' },
      { id: 'check', text: en('Check me'), next: 'check' },
      { id: 'bye', text: en('Nothing'), next: 'end' },
    ],
  },
  people: {
    kind: 'liveChat',
    onlineText: en('One moment'),
    offlineText: en('Nobody is here'),
    waitSeconds: 60,
    offline: 'name',
    handedBack: 'name',
  },
  check: { kind: 'http', url: 'https://api.example.com/', save: [], next: 'name', failed: 'end' } as never,
  name: { kind: 'capture', field: 'person.name', type: 'name', text: en('Your name?'), next: 'email' } as never,
  email: { kind: 'capture', field: 'person.email', type: 'email', text: en('Your e-mail?'), next: 'lead' } as never,
  lead: { kind: 'result', result: 'lead', title: en('Lead'), next: 'end' } as never,
  end: { kind: 'end', text: en('Goodbye') },
};

/** A playbook of these cards; null takes one away. */
export function playbookOf(changes: Record<string, CardsInput[string] | null> = {}): PlaybookDefinition {
  const cards = Object.fromEntries(Object.entries({ ...CARDS, ...changes }).filter(([, card]) => card !== null));
  return playbookDefinitionSchema.parse({
    format: 2,
    name: 'Test',
    languages: ['en'],
    appearance: { botName: 'Bot', accent: '#112233', onAccent: '#ffffff', icon: 'chat' },
    start: 'hello',
    cards,
  });
}

export const SESSION_ID = '01890000-0000-7000-8000-00000000abcd';

/** A session as the process would have recorded it. */
export function recordingOf(
  steps: ScriptStep[],
  { online = false, definition = playbookOf() }: { online?: boolean; definition?: PlaybookDefinition } = {},
): SessionToTry {
  const script = scriptSchema.parse({ online, steps });
  const { ok, failure, phase, card, fields, results, entries } = simulate(definition, script);
  if (!ok) throw new Error(failure ?? 'the script failed');
  return {
    sessionId: SESSION_ID,
    language: 'en',
    seed: script.seed,
    pageUrl: null,
    returning: false,
    startedAt: script.startAt,
    card,
    phase,
    fields,
    results: results.map(({ kind }) => kind),
    entries: entries as Entry[],
  };
}
