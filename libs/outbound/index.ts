export { isPublicAddress } from './addresses.ts';
export { type Destination, destinationOf } from './destination.ts';
export { ForbiddenDestination, guardedLookup, type Resolve } from './lookup.ts';
