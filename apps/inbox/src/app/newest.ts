/**
 * Reads what changes. Of several reads under way only the answer to the last one counts: one that was asked for before
 * a change may be answered after it.
 */
export function newest<T>(read: () => Promise<T>, take: (value: T) => void): () => Promise<void> {
  let asked = 0;
  return async () => {
    asked += 1;
    const no = asked;
    const value = await read();
    if (no === asked) take(value);
  };
}
