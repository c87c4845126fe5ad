import type { Appearance } from '#libs/contracts';

type Icons<Name extends string> = Readonly<Record<Name, string>>;

/** Paths of 24 × 24 outline icons, drawn with a stroke: what the launcher shows. */
export const LAUNCHER_ICONS: Icons<Appearance['icon'] | 'down'> = {
  chat: 'M4 6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-6l-5 4v-4H6a2 2 0 0 1-2-2zM8.5 9h7M8.5 12.5h4',
  bot: 'M12 4v3M7 7h10a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3v-6a3 3 0 0 1 3-3M9 12v1M15 12v1M9.5 16h5',
  smile: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M8.5 14a4.2 4.2 0 0 0 7 0M9 9.5v.5M15 9.5v.5',
  help: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M9.5 9.5a2.5 2.5 0 1 1 3.4 2.3c-.6.3-.9.8-.9 1.4v.6M12 16.8v.1',
  down: 'M6 9l6 6l6-6',
};

/** What only the chat window shows. */
export const CHAT_ICONS: Icons<'close' | 'send'> = {
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M12 19V5M6 11l6-6l6 6',
};
