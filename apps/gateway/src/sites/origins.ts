import type { SiteView } from '#libs/contracts';

export interface AskedFrom {
  /** The header "Origin"; browsers send it with every request to another site. */
  origin: string | undefined;
  /** The header "Host". */
  host: string | undefined;
  /** How browsers reach the gateway. */
  publicUrl: string;
}

/** Whether the request comes from the gateway's own pages, or from no page at all. */
export function isSameOrigin({ origin, host, publicUrl }: AskedFrom): boolean {
  if (origin === undefined) return true;
  if (origin === new URL(publicUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** Whether the website that asks may embed the site's chat. */
export const mayEmbed = (site: Pick<SiteView, 'origins'>, asked: AskedFrom): boolean =>
  isSameOrigin(asked) ||
  site.origins.includes('*') ||
  (asked.origin !== undefined && site.origins.includes(asked.origin));
