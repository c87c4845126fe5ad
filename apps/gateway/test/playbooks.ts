import type { PlaybookDefinition } from '#libs/contracts';
import { validatePlaybook } from '#libs/playbook';

/** A small valid playbook: a question with two ways, one of which takes an e-mail address and makes a lead. */
export const smallPlaybook = (changes: Record<string, unknown> = {}): PlaybookDefinition =>
  ({
    format: 2,
    name: 'Small',
    languages: ['en'],
    appearance: { botName: 'Bo', accent: '#112233', onAccent: '#ffffff', icon: 'chat' },
    start: 'ask',
    cards: {
      ask: {
        kind: 'question',
        text: { en: 'How can we help?' },
        choices: [
          { id: 'mail', text: { en: 'Write to me' }, next: 'email' },
          { id: 'nothing', text: { en: 'Nothing' }, next: 'bye' },
        ],
      },
      email: { kind: 'capture', field: 'person.email', type: 'email', text: { en: 'Your e-mail?' }, next: 'lead' },
      lead: { kind: 'result', result: 'lead', title: { en: 'Lead {{person.email}}' }, next: 'bye' },
      bye: { kind: 'end', text: { en: 'Goodbye' } },
    },
    ...changes,
  }) as unknown as PlaybookDefinition;

/** As `smallPlaybook`, asking for people of a team. */
export const teamPlaybook = (name: string, team: string): PlaybookDefinition =>
  smallPlaybook({
    name,
    cards: {
      ...smallPlaybook().cards,
      bye: { kind: 'liveChat', team, onlineText: { en: 'Calling' }, waitSeconds: 60, offline: 'end' },
      end: { kind: 'end' },
    },
  });

/** As `smallPlaybook`, with a test of its own. */
export const testedPlaybook = (name: string, says: string): PlaybookDefinition =>
  smallPlaybook({
    name,
    tests: [{ name: 'Greets', script: { steps: [{ expect: { says: [says] } }] } }],
  });

/** Goes on by itself every hour, through as many cards as it has: takes long to simulate. */
export const restlessPlaybook = (messages = 900): PlaybookDefinition => {
  const chain = Array.from({ length: messages }, (_, index): [string, unknown] => [
    `say${index}`,
    { kind: 'message', text: { en: 'And on' }, next: index + 1 < messages ? `say${index + 1}` : 'wait' },
  ]);
  return smallPlaybook({
    name: 'Restless',
    cards: {
      ask: {
        kind: 'question',
        text: { en: 'Ready?' },
        choices: [
          { id: 'go', text: { en: 'Go' }, next: 'wait' },
          { id: 'no', text: { en: 'No' }, next: 'bye' },
        ],
      },
      wait: { kind: 'wait', seconds: 3_600, next: 'say0', onMessage: 'bye' },
      ...Object.fromEntries(chain),
      bye: { kind: 'end' },
    },
  });
};

/** With its defaults filled in, as it is stored when it is published. */
export function valid(json: unknown): PlaybookDefinition {
  const checked = validatePlaybook(json);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.definition;
}
