/** The fields in which a draft is not what it began as. */
export const changedFields = <T extends object>(base: T, draft: T): (keyof T)[] =>
  (Object.keys(base) as (keyof T)[]).filter((field) => base[field] !== draft[field]);

/**
 * Brings a draft onto newer values: what was not touched takes theirs, what was touched stays. `conflicts` are the
 * fields that both sides changed, to different values.
 */
export function rebase<T extends object>(base: T, draft: T, theirs: T): { draft: T; conflicts: (keyof T)[] } {
  const touched = changedFields(base, draft);
  return {
    draft: { ...theirs, ...Object.fromEntries(touched.map((field) => [field, draft[field]])) },
    conflicts: touched.filter((field) => theirs[field] !== base[field] && theirs[field] !== draft[field]),
  };
}
