import type { TextKey } from '../i18n/index.ts';

/** What a key does, in the order of the help sheet. */
export const SHORTCUTS = [
  { id: 'next', key: 'j', group: 'move' },
  { id: 'previous', key: 'k', group: 'move' },
  { id: 'back', key: 'Escape', group: 'move' },
  { id: 'unassigned', key: '1', group: 'move' },
  { id: 'mine', key: '2', group: 'move' },
  { id: 'others', key: '3', group: 'move' },
  { id: 'closed', key: '4', group: 'move' },
  { id: 'search', key: '/', group: 'move' },
  { id: 'filters', key: 'f', group: 'move' },
  { id: 'assignToMe', key: 'a', group: 'conversation' },
  { id: 'reply', key: 'r', group: 'conversation' },
  { id: 'note', key: 'n', group: 'conversation' },
  { id: 'assignTo', key: 't', group: 'conversation' },
  { id: 'more', key: '.', group: 'conversation' },
  { id: 'close', key: 'e', group: 'conversation' },
  { id: 'details', key: 'd', group: 'conversation' },
  { id: 'online', key: 'o', group: 'desk' },
  { id: 'theme', key: 'm', group: 'desk' },
  { id: 'help', key: '?', group: 'desk' },
] as const satisfies { id: string; key: string; group: 'move' | 'conversation' | 'desk' }[];
export type ShortcutId = (typeof SHORTCUTS)[number]['id'];
export const GROUPS = ['move', 'conversation', 'desk'] as const;

const BY_KEY = new Map<string, ShortcutId>(SHORTCUTS.map(({ id, key }) => [key, id]));
export const shortcutOf = (key: string): ShortcutId | undefined => BY_KEY.get(key);

export const labelOf = (id: ShortcutId): TextKey => `key_${id}`;

/**
 * Attributes of the button or field that a key presses or goes to: the key does what the button does, and nothing
 * while it is not there or disabled. Screen readers say the key.
 */
export const shortcut = (id: ShortcutId) => ({
  'data-shortcut': id,
  'aria-keyshortcuts': SHORTCUTS.find((each) => each.id === id)?.key ?? '',
});
