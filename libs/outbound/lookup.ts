import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './addresses.ts';

/** The request would go where requests may not go. Its message names nothing: hosts may be made of visitors' words. */
export class ForbiddenDestination extends Error {
  override readonly name = 'ForbiddenDestination';
  readonly code = 'forbidden_destination';

  constructor() {
    super('Requests may not go there');
  }
}

export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Looks a host up once and hands out what it found only if all of it is allowed. A connection uses the addresses that
 * it is handed here and asks no second time, so that a name cannot change its mind between check and connection.
 */
export const guardedLookup =
  (isAllowed: (address: string) => boolean = isPublicAddress, resolve: Resolve = systemLookup): LookupFunction =>
  (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return callback(error ?? new ForbiddenDestination(), '');
      if (!addresses.every(({ address }) => isAllowed(address))) return callback(new ForbiddenDestination(), '');
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
