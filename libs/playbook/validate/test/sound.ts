import { text } from '../../specs/builders.ts';
import { type ValidationLimits, validatePlaybook } from '../index.ts';

// biome-ignore lint/suspicious/noExplicitAny: tables of specs break the form on purpose
export type Json = any;

/** A playbook without a problem, in the form that admins write. */
export const sound = (): Json => ({
  format: 2,
  name: 'Spec',
  languages: ['en', 'es'],
  appearance: { botName: 'Bot', accent: '#112233', onAccent: '#ffffff' },
  start: 'hello',
  cards: {
    hello: { kind: 'greeting', text: text('Hello'), next: 'ask' },
    ask: {
      kind: 'question',
      text: text('Which?'),
      choices: [
        { id: 'chat', text: text('Chat'), next: 'people' },
        { id: 'again', text: text('Again'), next: 'hello' },
      ],
    },
    people: { kind: 'liveChat', onlineText: text('Calling'), offline: 'email' },
    email: { kind: 'capture', field: 'person.email', type: 'email', text: text('E-mail?'), next: 'lead' },
    lead: { kind: 'result', result: 'lead', title: text('Chat with {{person.email}}'), next: 'bye' },
    bye: { kind: 'end', text: text('Bye') },
  },
});

/** "code at path" of each problem. */
export function problemsOf(json: unknown, limits?: ValidationLimits): string[] {
  const validated = validatePlaybook(json, limits);
  return validated.ok ? [] : validated.problems.map(({ path, code }) => `${code} at ${path}`);
}
