import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Authenticator } from '../auth/authenticator.ts';
import type { HttpRequest } from '../http/express.ts';
import type { FoyerSocket } from '../sockets/socket.ts';
import { authorise } from './authorise.ts';
import { HTTP_RULES, SOCKET_RULES } from './rules.ts';

/** Enforces the table of access rules: on all routes, and bound on each socket gateway class. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly authenticator: Authenticator) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    return context.getType() === 'http' ? this.#request(context) : this.#event(context);
  }

  async #request(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<HttpRequest>();
    // Express serves HEAD from the GET route
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const who = HTTP_RULES[`${method} ${request.route.path}`];
    if (who !== 'public') request.principal = await this.authenticator.ofHeader(request.headers.authorization);
    authorise(who, request.principal ?? { kind: 'nobody' });
    return true;
  }

  /** The principal is the handshake's; without a round trip, so that frames of one socket stay in order. */
  #event(context: ExecutionContext): boolean {
    const ws = context.switchToWs();
    const socket = ws.getClient<FoyerSocket>();
    authorise(SOCKET_RULES[`${socket.nsp.name} ${ws.getPattern()}`], socket.data.principal);
    return true;
  }
}
