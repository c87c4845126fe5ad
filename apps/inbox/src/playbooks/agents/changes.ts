/** What of `before` is otherwise in `after`: two admins who change different fields do not undo each other. */
export const changesOf = <T extends object>(before: T, after: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(after).filter(([field, value]) => before[field as keyof T] !== value),
  ) as Partial<T>;
