/**
 * Names of what the widget keeps in the browser. Before the visitor's first act only the seed is written, and where
 * the playbook greets by itself, that it did.
 */
export const storageKeys = (siteId: string) => ({
  /** A random number that decides which variants this visitor sees: always the same ones. */
  seed: `foyer:${siteId}:seed`,
  /** The visitor had a session on this site: "1". */
  returning: `foyer:${siteId}:returning`,
  /** In localStorage when the greeting showed by itself (milliseconds); in sessionStorage that it is not to, again: "1". */
  greeted: `foyer:${siteId}:greeted`,
  /** The random key that stands for this visitor on this site. */
  visitor: `foyer:${siteId}:visitor`,
  /** The session that goes on after a reload: `StoredSession` as JSON. */
  session: `foyer:${siteId}:session`,
  /** One key for each act that is not yet acknowledged, so that two tabs never overwrite each other. */
  outbox: `foyer:${siteId}:out:`,
  /** In this tab's sessionStorage: the window stands open and opens again on the site's next page. */
  open: `foyer:${siteId}:open`,
});
