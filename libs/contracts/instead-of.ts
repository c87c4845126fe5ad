/** Describes the field `insteadOf` of a body that replaces something whole. */
export const INSTEAD_OF =
  'What is replaced, as it was read: refused (`stale_version`) where something else is stored. Left out: whatever is stored';
