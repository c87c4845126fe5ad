import type { Appearance } from '#libs/contracts';

type Icons<Name extends string> = Readonly<Record<Name, string>>;

/** Paths of 24 × 24 outline icons, drawn with a stroke: what the launcher shows. */
export const LAUNCHER_ICONS: Icons<Appearance['icon'] | 'down'> = {
  chat: 'M4 6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-6l-5 4v-4H6a2 2 0 0 1-2-2zM9 9h6M9 13h3',
  bot: 'M12 4v3M7 7h10a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3v-6a3 3 0 0 1 3-3M9 12v2M15 12v2',
  smile: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M8 14a4 4 0 0 0 8 0M9 9v1M15 9v1',
  help: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M9 10a3 3 0 1 1 4 2.6c-.8.3-1 .8-1 1.4M12 17v.1',
  down: 'M6 9l6 6l6-6',
};

/** What only the chat window shows. */
export const CHAT_ICONS: Icons<'close' | 'send' | 'star' | 'file' | 'clip' | 'pen' | 'bin' | 'out' | 'go'> = {
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M12 19V5M6 11l6-6l6 6',
  star: 'M12 3.5l2.6 5.4l5.9.8l-4.3 4.1l1 5.9l-5.2-2.8l-5.2 2.8l1-5.9L3.5 9.7l5.9-.8z',
  file: 'M13 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V9zM13 3v6h6',
  clip: 'M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.8-7.8',
  pen: 'M4 20l1-4L16.5 4.5l3 3L8 19zM14 7l3 3',
  bin: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5',
  out: 'M14 5h5v5M19 5l-9 9M17 14v4a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1h4',
  go: 'M9 6l6 6l-6 6',
};
