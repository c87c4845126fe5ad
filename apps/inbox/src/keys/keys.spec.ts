import { en } from '../i18n/en.ts';
import { labelOf, SHORTCUTS, shortcut, shortcutOf } from './shortcuts.ts';

describe('the table of shortcuts', () => {
  it('has each key and each name once, and words for each', () => {
    expect(new Set(SHORTCUTS.map(({ key }) => key)).size).toBe(SHORTCUTS.length);
    expect(new Set(SHORTCUTS.map(({ id }) => id)).size).toBe(SHORTCUTS.length);
    for (const { id, key } of SHORTCUTS) {
      expect(en).toHaveProperty(labelOf(id));
      expect(shortcutOf(key)).toBe(id);
      expect(shortcut(id)).toEqual({ 'data-shortcut': id, 'aria-keyshortcuts': key });
    }
  });
});
