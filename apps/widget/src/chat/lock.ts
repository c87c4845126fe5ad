/**
 * Runs `work` while no other tab of this origin does the same. Browsers give locks to secure pages only; elsewhere
 * two tabs may send the same act at once, which the server answers with one entry.
 */
export function inTurn(name: string, work: () => Promise<void>): Promise<void> {
  return navigator.locks ? navigator.locks.request(name, work).then(() => undefined) : work();
}
