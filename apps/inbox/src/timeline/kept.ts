/** As much of a browser's storage as is used here. */
export type WebStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** Merely naming it throws where it is blocked. */
export const inBrowser = (): WebStorage => localStorage;

/** What `use` answers; `otherwise` where the browser refuses. */
export function attempt<T>(use: () => T, otherwise: T): T {
  try {
    return use();
  } catch {
    return otherwise;
  }
}

export const keysOf = (open: () => WebStorage, prefix: string): string[] =>
  attempt(() => {
    const storage = open();
    return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
  }, []).filter((key) => key.startsWith(prefix));

/** Removes all keys that begin so. */
export function forget(open: () => WebStorage, prefix: string): void {
  for (const key of keysOf(open, prefix)) attempt(() => open().removeItem(key), undefined);
}
