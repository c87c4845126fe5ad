import { storageKeys } from '../keys.ts';

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
    wasOpen: () => attempt(() => sessionStorage.getItem(keys.open)) === '1',
    setOpen: (open: boolean) =>
      attempt(() => (open ? sessionStorage.setItem(keys.open, '1') : sessionStorage.removeItem(keys.open))),
  };
}
