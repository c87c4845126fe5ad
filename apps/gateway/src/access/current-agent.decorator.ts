import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Refusal } from '#libs/contracts';
import type { HttpRequest } from '../http/express.ts';
import type { AgentPrincipal } from './principal.ts';

/** The agent who asks; the access guard has let them in. */
export const CurrentAgent = createParamDecorator((_: unknown, context: ExecutionContext): AgentPrincipal => {
  const { principal } = context.switchToHttp().getRequest<HttpRequest>();
  if (principal?.kind !== 'agent') throw new Refusal('unauthenticated');
  return principal;
});
