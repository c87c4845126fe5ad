import { storageKeys } from '../keys.ts';
import type { Greeted } from './proactive.ts';

const SEEDS = 2 ** 31;

/** What the loader needs of this browser's memory; nothing where storage is blocked. */
export function remembered(siteId: string) {
  const keys = storageKeys(siteId);
  const attempt = <T>(use: () => T): T | undefined => {
    try {
      return use();
    } catch {
      return undefined;
    }
  };
  const has = (prefix: string) => attempt(() => Object.keys(localStorage).some((key) => key.startsWith(prefix)));
  return {
    hasSession: () => has(keys.session),
    /** An act of the visitor is not sent yet. */
    hasWaiting: () => has(keys.outbox),
    returning: () => has(keys.returning) ?? false,
    /** The same for all pages and visits, as far as the browser lets us keep it. */
    seed: (): number => {
      const kept = attempt(() => localStorage.getItem(keys.seed)) ?? '';
      if (/^\d{1,10}$/.test(kept) && +kept < SEEDS) return +kept;
      const made = Math.floor(Math.random() * SEEDS);
      attempt(() => localStorage.setItem(keys.seed, `${made}`));
      return made;
    },
    greeted: (): Greeted => ({
      at: Number(attempt(() => localStorage.getItem(keys.greeted))) || 0,
      thisVisit: attempt(() => sessionStorage.getItem(keys.greeted)) === '1',
    }),
    keepGreeted: (at: number) => attempt(() => localStorage.setItem(keys.greeted, `${at}`)),
    keepGreetedThisVisit: () => attempt(() => sessionStorage.setItem(keys.greeted, '1')),
    wasOpen: () => attempt(() => sessionStorage.getItem(keys.open)) === '1',
    setOpen: (open: boolean) =>
      attempt(() => (open ? sessionStorage.setItem(keys.open, '1') : sessionStorage.removeItem(keys.open))),
  };
}
