/** What a live chat says that was added to a playbook in one act; to be edited afterwards. */
export const LIVE_CHAT_TEXTS = {
  /** Choices of a question; the second is for where another choice says the first already. */
  chat: { en: 'Chat with us', es: 'Chatear con el equipo' },
  chatAgain: { en: 'Talk to a person', es: 'Hablar con una persona' },
  goOn: { en: 'Go on here', es: 'Seguir aquí' },
  ask: { en: 'Would you like to talk to somebody from the team?', es: '¿Quieres hablar con alguien del equipo?' },

  online: {
    en: 'Great! I’m getting somebody from the team for you.',
    es: '¡Genial! Estoy avisando a alguien del equipo.',
  },
  waiting: {
    en: 'Thanks for waiting. You are number {{queue.place|1}} in the queue.',
    es: 'Gracias por esperar. Tu lugar en la cola: {{queue.place|1}}.',
  },
  offline: {
    en: 'Nobody from the team is online right now, but they will get back to you.',
    es: 'Ahora mismo no hay nadie del equipo en línea, pero te responderán.',
  },
  unanswered: {
    en: 'Sorry, everybody is busy right now. They will get back to you as soon as they can.',
    es: 'Lo sentimos, todo el equipo está ocupado ahora mismo. Te responderán en cuanto puedan.',
  },
  askName: { en: 'What’s your name?', es: '¿Cómo te llamas?' },
  askEmail: {
    en: 'Thanks, {{person.name|friend}}. What’s the best e-mail address to reach you?',
    es: 'Gracias, {{person.name|perfecto}}. ¿A qué correo electrónico podemos escribirte?',
  },
  lead: {
    en: 'Website chat: {{person.name|unknown visitor}}',
    es: 'Chat de la web: {{person.name|visitante desconocido}}',
  },
  thanks: { en: 'Thank you! We’ll be in touch soon.', es: '¡Gracias! Te escribiremos pronto.' },
} as const;
