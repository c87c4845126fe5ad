import ipaddr from 'ipaddr.js';

/** IPv6 addresses that are routed to anybody: everything else is local, mapped from IPv4, or reserved. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an address (IPv4 or IPv6, as text) is one of the public internet. Private, loopback, link-local, shared
 * (CGNAT), multicast, unspecified and reserved ones are not, nor are those that lead to an IPv4 address by another
 * name (mapped, NAT64, 6to4, Teredo). What is no address is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6);
}
