import { isIP } from 'node:net';
import { isPublicAddress } from './addresses.ts';
import { ForbiddenDestination } from './lookup.ts';

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** Where a request goes. `inside`: to a host that the settings allow, wherever it is. */
export interface Destination {
  url: URL;
  inside: boolean;
}

/**
 * Judges a URL before anything is looked up: https to a public host, or http and https to an allowed one.
 * @param allowedHosts "host" (all its ports) or "host:port", in lower case
 * @throws ForbiddenDestination
 */
export function destinationOf(text: string, allowedHosts: ReadonlySet<string>): Destination {
  const url = URL.parse(text);
  const port = url && (url.port || DEFAULT_PORTS[url.protocol]);
  if (!url || !port || url.username || url.password) throw new ForbiddenDestination();
  if (allowedHosts.has(url.hostname) || allowedHosts.has(`${url.hostname}:${port}`)) return { url, inside: true };
  if (url.protocol !== 'https:') throw new ForbiddenDestination();
  // a literal address is connected to without a lookup
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !isPublicAddress(literal)) throw new ForbiddenDestination();
  return { url, inside: false };
}
