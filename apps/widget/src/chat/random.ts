/** A random url-safe string of 4 characters for each 3 of `bytes`. Works on pages without a secure context, too. */
export function randomKey(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return btoa(String.fromCharCode(...random))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
