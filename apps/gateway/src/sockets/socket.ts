import type { DefaultEventsMap, Socket } from 'socket.io';
import type { AgentToServer, ServerToAgent, ServerToVisitor, VisitorToServer } from '#libs/contracts';
import type { AgentPrincipal, Principal, VisitorPrincipal } from '../access/principal.ts';
import type { InOrder } from './in-order.ts';

/** What the gateway knows of a socket since its handshake: no frame needs to ask PostgreSQL who it is. */
interface SocketData<P extends Principal> {
  principal: P;
  inOrder: InOrder;
}
export type VisitorSocketData = SocketData<VisitorPrincipal>;
export interface AgentSocketData extends SocketData<AgentPrincipal> {
  /** The sessions whose rooms the socket is in. */
  watches: Set<string>;
  /** Its token was ended: nobody waits for it to come back. */
  ended: boolean;
}

export type VisitorSocket = Socket<VisitorToServer, ServerToVisitor, DefaultEventsMap, VisitorSocketData>;
export type AgentSocket = Socket<AgentToServer, ServerToAgent, DefaultEventsMap, AgentSocketData>;
export type FoyerSocket = VisitorSocket | AgentSocket;

/** Closes the socket of an agent whose token does not hold any more. */
export function end(socket: AgentSocket): void {
  socket.data.ended = true;
  socket.disconnect();
}
