import type { EntryKind } from '#libs/contracts';

/** Entries with which a conversation may become somebody else's, or nobody's. */
export const MOVES: ReadonlySet<EntryKind> = new Set([
  'phaseChanged',
  'botSilent',
  'stuck',
  'assigned',
  'reassigned',
  'returned',
  'handedBack',
  'closed',
]);
