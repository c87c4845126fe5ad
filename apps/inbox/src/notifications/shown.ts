import { readSetting, writeSetting } from '../app/settings.ts';

const LOCK = 'foyer-inbox-shows';
/** Of more than can be unread at once, so that nothing that stands is forgotten. */
const REMEMBERED = 1_000;

const read = (): string[] => {
  const keys: unknown = JSON.parse(readSetting('shown') ?? '[]');
  return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
};

/**
 * Of several tabs that hear of the same events, at whatever time, each event is given to one. Answers which of the keys
 * are this tab's to show.
 */
export async function takeUnshown(keys: readonly string[]): Promise<Set<string>> {
  const take = () => {
    const shown = read();
    const mine = keys.filter((key) => !shown.includes(key));
    if (mine.length > 0) writeSetting('shown', JSON.stringify([...shown, ...mine].slice(-REMEMBERED)));
    return new Set(mine);
  };
  if (keys.length === 0) return new Set();
  const { locks } = navigator as Partial<Pick<Navigator, 'locks'>>;
  return locks ? locks.request(LOCK, take) : take();
}

/** Whoever signs in next is told anew. */
export const forgetShown = (): void => writeSetting('shown', null);
