const en = (text: string) => ({ en: text });

/** A short way to a lead. */
export const INTEREST = {
  format: 2,
  name: 'Interest',
  languages: ['en'],
  appearance: { botName: 'Foyer', accent: '#1f5eff', onAccent: '#ffffff' },
  start: 'ask',
  cards: {
    ask: {
      kind: 'question',
      text: en('Do you want to hear from us?'),
      choices: [
        { id: 'yes', text: en('Yes'), next: 'name' },
        { id: 'no', text: en('No'), next: 'bye' },
      ],
    },
    name: { kind: 'capture', field: 'person.name', type: 'name', text: en('Who are you?'), next: 'email' },
    email: { kind: 'capture', field: 'person.email', type: 'email', text: en('Your e-mail address?'), next: 'lead' },
    lead: { kind: 'result', result: 'lead', title: en('{{person.name}} is interested'), next: 'thanks' },
    thanks: { kind: 'end', text: en('You will hear from us.') },
    bye: { kind: 'end', text: en('Goodbye!') },
  },
};
