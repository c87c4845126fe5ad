/** What FNV-1a starts from, and multiplies with. */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** Spreads 32 bits so that neighbouring numbers have nothing in common (the finaliser of MurmurHash3). */
function spread(bits: number): number {
  let hash = bits;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function hashOf(seed: number, key: string): number {
  let hash = OFFSET;
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), PRIME);
  // the seed in two halves: it may have more than 32 bits
  const low = spread((seed >>> 0) ^ spread(hash));
  return spread(low + Math.imul(Math.floor(seed / 2 ** 32), PRIME));
}

/**
 * The arm of an experiment for a visitor: always the same for one seed and key, by weight over all seeds, and
 * independent of the arms for other keys. Changing it would move visitors to other arms.
 *
 * @param seed the visitor's, an integer from 0
 * @param key the experiment's id, or the card's where a message has variants
 * @param arms at least one; weights are integers from 1
 */
export function armOf(seed: number, key: string, arms: readonly { id: string; weight: number }[]): string {
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  let left = (hashOf(seed, key) / 2 ** 32) * total;
  for (const { id, weight } of arms) {
    left -= weight;
    if (left < 0) return id;
  }
  return arms.at(-1)?.id ?? '';
}
