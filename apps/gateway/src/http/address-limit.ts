import { type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ThrottlerGuard, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { Config } from '#libs/config';

const LIMIT = 'foyer:address-limit';

const LIMITED = {
  signIns: { of: (config: Config) => config.gateway.limits.signInsPerAddress, milliseconds: 5 * 60_000 },
  sessions: { of: (config: Config) => config.gateway.limits.sessionsPerAddress, milliseconds: 12 * 3_600_000 },
} as const;
type Limited = keyof typeof LIMITED;

/** Which limit holds for calls of this route from one address; enforced by `AddressLimitGuard`. */
export const PerAddress = (limited: Limited): MethodDecorator => SetMetadata(LIMIT, limited);

/** Counts the calls of a route by address (an IPv6 network counts as one). */
@Injectable()
export class AddressLimitGuard extends ThrottlerGuard {}

export function addressLimits(config: Config, reflector: Reflector): ThrottlerModuleOptions {
  const limited = (context: ExecutionContext) => LIMITED[reflector.get<Limited>(LIMIT, context.getHandler())];
  return [{ limit: (context) => limited(context).of(config), ttl: (context) => limited(context).milliseconds }];
}
