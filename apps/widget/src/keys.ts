/** Names of what the widget keeps in the browser. Nothing is written before the visitor's first act. */
export const storageKeys = (siteId: string) => ({
  /** The random key that stands for this visitor on this site. */
  visitor: `foyer:${siteId}:visitor`,
  /** The session that goes on after a reload: `StoredSession` as JSON. */
  session: `foyer:${siteId}:session`,
  /** One key for each act that is not yet acknowledged, so that two tabs never overwrite each other. */
  outbox: `foyer:${siteId}:out:`,
  /** In this tab's sessionStorage: the window stands open and opens again on the site's next page. */
  open: `foyer:${siteId}:open`,
});
