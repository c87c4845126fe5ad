/** What this browser remembers between visits. */
type Setting = 'density' | 'token' | 'language' | 'notifications' | 'muted' | 'shown' | 'keys' | 'theme';

const keyOf = (setting: Setting): string => `foyer.inbox.${setting}`;

/** Null when nothing is stored, or storage is forbidden here. */
export function readSetting(setting: Setting): string | null {
  try {
    return localStorage.getItem(keyOf(setting));
  } catch {
    return null;
  }
}

/** `null` forgets. Where storage is forbidden the value lasts as long as the page. */
export function writeSetting(setting: Setting, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(keyOf(setting));
    else localStorage.setItem(keyOf(setting), value);
  } catch {
    // Storage is full or forbidden: the page goes on without it.
  }
}

/** Calls back when another tab changed a setting. */
export function onSettingChanged(setting: Setting, changed: () => void): void {
  addEventListener('storage', (event) => {
    if (event.key === keyOf(setting)) changed();
  });
}
