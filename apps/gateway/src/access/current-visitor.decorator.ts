import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Refusal } from '#libs/contracts';
import type { HttpRequest } from '../http/express.ts';
import type { VisitorPrincipal } from './principal.ts';

/** The visitor who asks; the access guard has let them in. */
export const CurrentVisitor = createParamDecorator((_: unknown, context: ExecutionContext): VisitorPrincipal => {
  const { principal } = context.switchToHttp().getRequest<HttpRequest>();
  if (principal?.kind !== 'visitor') throw new Refusal('unauthenticated');
  return principal;
});
