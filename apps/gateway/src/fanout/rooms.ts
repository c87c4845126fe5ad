import { Injectable } from '@nestjs/common';
import type { DefaultEventsMap, Namespace } from 'socket.io';
import {
  type AgentToServer,
  type AgentView,
  type Entry,
  type NotificationsChanged,
  type QueueView,
  type Receipt,
  type ServerToAgent,
  type ServerToVisitor,
  type VisitorToServer,
  visitorView,
} from '#libs/contracts';
import type { AgentPrincipal } from '../access/principal.ts';
import type { AgentSocket, AgentSocketData, VisitorSocketData } from '../sockets/socket.ts';
import { agentView } from './agent-view.ts';

export type VisitorNamespace = Namespace<VisitorToServer, ServerToVisitor, DefaultEventsMap, VisitorSocketData>;
export type AgentNamespace = Namespace<AgentToServer, ServerToAgent, DefaultEventsMap, AgentSocketData>;

/** A room is a session; only the server lets sockets in. */
export const sessionRoom = (sessionId: string): string => `session:${sessionId}`;
/** Where every agent's socket is. */
export const AGENTS_ROOM = 'agents';
/** The sockets of those who see the conversations of all teams. */
export const ALL_TEAMS_ROOM = 'agents:all-teams';
export const teamRoom = (teamId: string): string => `agents:team:${teamId}`;
export const agentRoom = (agentId: string): string => `agent:${agentId}`;

/** The rooms of an agent's socket, as far as they follow from who the agent is. */
function roomsOf({ agentId, role, teamId }: AgentPrincipal): string[] {
  const leadsAll = role === 'admin' || (role === 'supervisor' && teamId === null);
  return [
    AGENTS_ROOM,
    agentRoom(agentId),
    ...(leadsAll ? [ALL_TEAMS_ROOM] : []),
    ...(teamId === null ? [] : [teamRoom(teamId)]),
  ];
}

/** No socket has this id. */
const NOBODY = '';

/** Whether anybody is in the room beside one socket: what nobody hears needs no packet. */
function hears(namespace: VisitorNamespace | AgentNamespace | null, room: string, beside: string): boolean {
  const sockets = namespace?.adapter.rooms.get(room);
  return sockets !== undefined && sockets.size > (sockets.has(beside) ? 1 : 0);
}

/** The rooms of both namespaces on this gateway, and what is said into them. */
@Injectable()
export class Rooms {
  #visitors: VisitorNamespace | null = null;
  #agents: AgentNamespace | null = null;

  useVisitors(namespace: VisitorNamespace): void {
    this.#visitors = namespace;
  }

  useAgents(namespace: AgentNamespace): void {
    this.#agents = namespace;
  }

  isEmpty(sessionId: string): boolean {
    const room = sessionRoom(sessionId);
    return !this.#visitors?.adapter.rooms.has(room) && !this.#agents?.adapter.rooms.has(room);
  }

  /** Whether any agent is connected here. */
  hasAgents(): boolean {
    return (this.#agents?.sockets.size ?? 0) > 0;
  }

  /** Tells the entry to the session's room, but for the socket `from`, which has it. */
  entry(sessionId: string, entry: Entry, from = NOBODY): void {
    const room = sessionRoom(sessionId);
    if (hears(this.#visitors, room, from)) this.#visitors?.to(room).except(from).emit('entry:new', visitorView(entry));
    if (hears(this.#agents, room, from))
      this.#agents
        ?.to(room)
        .except(from)
        .emit('entry:new', { sessionId, entry: agentView(entry) });
  }

  visitorTyping(sessionId: string, on: boolean): void {
    this.#agents?.to(sessionRoom(sessionId)).emit('typing', { sessionId, on, by: 'visitor' });
  }

  agentTyping(sessionId: string, on: boolean): void {
    this.#visitors?.to(sessionRoom(sessionId)).emit('typing', { on });
  }

  /** To the agents who watch the session: who they are. */
  viewers(sessionId: string, agentIds: string[]): void {
    this.#agents?.to(sessionRoom(sessionId)).emit('viewers', { sessionId, agentIds });
  }

  /** To each side, how far the other one has come; to all tabs of each agent, how far they have. */
  receipts(
    sessionId: string,
    { visitor, agents, readers }: { visitor: Receipt; agents: Receipt; readers: { agentId: string; read: number }[] },
  ): void {
    const room = sessionRoom(sessionId);
    this.#visitors?.to(room).emit('receipt', agents);
    this.#agents?.to(room).emit('receipt', { sessionId, ...visitor });
    for (const { agentId, read } of readers) this.#agents?.to(agentRoom(agentId)).emit('seen', { sessionId, read });
  }

  queue(sessionId: string, queue: QueueView | null): void {
    this.#visitors?.to(sessionRoom(sessionId)).emit('queue', queue);
  }

  /** Whether the session's visitor is connected here. */
  hasVisitor(sessionId: string): boolean {
    return this.#visitors?.adapter.rooms.has(sessionRoom(sessionId)) ?? false;
  }

  conversationsChanged(rooms: string[], sessionIds: string[]): void {
    this.#agents?.to(rooms).emit('conversations:changed', { sessionIds });
  }

  /** Lets the socket into the rooms of who its agent is now, and out of those of who they were. */
  async seat(socket: AgentSocket, principal: AgentPrincipal): Promise<void> {
    const rooms = roomsOf(principal);
    for (const room of roomsOf(socket.data.principal)) if (!rooms.includes(room)) await socket.leave(room);
    socket.data.principal = principal;
    await socket.join(rooms);
  }

  /** The agents' sockets that watch the session. */
  watchers(sessionId: string): AgentSocket[] {
    const ids = this.#agents?.adapter.rooms.get(sessionRoom(sessionId)) ?? [];
    return [...ids].flatMap((id) => this.#agents?.sockets.get(id) ?? []);
  }

  /** The socket may not watch the session any more. */
  async sendOut(socket: AgentSocket, sessionId: string): Promise<void> {
    socket.data.watches.delete(sessionId);
    await socket.leave(sessionRoom(sessionId));
  }

  agentsChanged(agents: AgentView[]): void {
    this.#agents?.to(AGENTS_ROOM).emit('agents:changed', { agents });
  }

  notificationsChanged(agentId: string, changed: NotificationsChanged): void {
    this.#agents?.to(agentRoom(agentId)).emit('notifications:changed', changed);
  }

  /** All agents who are connected here. */
  agentIds(): string[] {
    return [...new Set(this.agentSockets().map(({ data }) => data.principal.agentId))];
  }

  agentSockets(): AgentSocket[] {
    return [...(this.#agents?.sockets.values() ?? [])];
  }

  /** Ends all connections in the way after which clients connect again by themselves. */
  hangUp(): void {
    this.#agents?.server.engine.close();
  }

  /** Sends everybody out of the session's room who must not see it any more. */
  empty(sessionId: string): void {
    this.#visitors?.in(sessionRoom(sessionId)).disconnectSockets();
    this.#agents?.in(sessionRoom(sessionId)).socketsLeave(sessionRoom(sessionId));
  }
}
