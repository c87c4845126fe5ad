import { Inject, UseFilters, UseGuards } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import type { z } from 'zod';
import type { Config } from '#libs/config';
import { type Ack, AGENT_FRAMES, type Appended, NAMESPACES, Refusal, type Timeline } from '#libs/contracts';
import { AccessGuard } from '../access/access.guard.ts';
import { PresenceService } from '../agents/presence.service.ts';
import { Authenticator } from '../auth/authenticator.ts';
import { ConversationsService } from '../conversations/conversations.service.ts';
import { TalkService } from '../conversations/talk.service.ts';
import { FanOut } from '../fanout/fan-out.ts';
import { type AgentNamespace, Rooms, sessionRoom } from '../fanout/rooms.ts';
import { ViewersService } from '../fanout/viewers.ts';
import { NotificationsService } from '../notifications/notifications.service.ts';
import { SightService } from '../notifications/sight.service.ts';
import { SETTINGS } from '../settings/tokens.ts';
import { isSameOrigin } from '../sites/origins.ts';
import { ReceiptsService } from '../talk/receipts.service.ts';
import { done } from './answers.ts';
import { FramePipe } from './frame.pipe.ts';
import { askedFrom, handshake } from './handshake.ts';
import { InOrder } from './in-order.ts';
import { ProblemAckFilter } from './problem-ack.filter.ts';
import type { AgentSocket } from './socket.ts';

type Frame<E extends keyof typeof AGENT_FRAMES> = z.output<(typeof AGENT_FRAMES)[E]>;
const frame = (event: keyof typeof AGENT_FRAMES) => new FramePipe(AGENT_FRAMES[event]);

/** The agents' sockets: only from the gateway's own pages. */
@WebSocketGateway({ namespace: NAMESPACES.agent })
@UseGuards(AccessGuard)
@UseFilters(ProblemAckFilter)
export class AgentGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly presence: PresenceService,
    private readonly rooms: Rooms,
    private readonly fanOut: FanOut,
    private readonly viewers: ViewersService,
    private readonly conversations: ConversationsService,
    private readonly talk: TalkService,
    private readonly notifications: NotificationsService,
    private readonly sight: SightService,
    private readonly receipts: ReceiptsService,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  afterInit(namespace: AgentNamespace): void {
    this.rooms.useAgents(namespace);
    namespace.use(handshake<AgentSocket>((socket, token) => this.#admit(socket, token)));
  }

  async handleConnection(socket: AgentSocket): Promise<void> {
    await this.rooms.seat(socket, socket.data.principal);
    this.notifications.follow(socket.data.principal.agentId);
    await this.presence.connected(socket.data.principal.agentId, socket.id);
  }

  handleDisconnect({ id, data }: AgentSocket, reason?: string): void {
    this.presence.disconnected(data.principal.agentId, id, data.ended);
    void this.#lostSight(data.principal.agentId, id, reason);
    for (const sessionId of data.watches) this.fanOut.unwatch(sessionId);
    for (const sessionId of data.watches) {
      this.fanOut.unwatch(sessionId);
      this.viewers.changed(sessionId);
    }
  }

  @SubscribeMessage('conversation:watch')
  async watch(
    @ConnectedSocket() socket: AgentSocket,
    @MessageBody(frame('conversation:watch')) { sessionId, after }: Frame<'conversation:watch'>,
  ): Promise<Ack<Timeline>> {
    const { agentId } = socket.data.principal;
    await this.conversations.requireVisible(agentId, sessionId);
    await socket.join(sessionRoom(sessionId));
    socket.data.watches.add(sessionId);
    this.viewers.changed(sessionId);
    try {
      // whatever comes after what is read now will be told
      await this.fanOut.watch(sessionId);
      return done(await this.conversations.timelineForAgent(agentId, sessionId, after));
    } catch (error) {
      await this.#leave(socket, sessionId);
      throw error;
    }
  }

  @SubscribeMessage('conversation:unwatch')
  async unwatch(
    @ConnectedSocket() socket: AgentSocket,
    @MessageBody(frame('conversation:unwatch')) { sessionId }: Frame<'conversation:unwatch'>,
  ): Promise<Ack<null>> {
    await this.#leave(socket, sessionId);
    return done(null);
  }

  @SubscribeMessage('timeline:read')
  async read(
    @ConnectedSocket() { data }: AgentSocket,
    @MessageBody(frame('timeline:read')) { sessionId, after }: Frame<'timeline:read'>,
  ): Promise<Ack<Timeline>> {
    return done(await this.conversations.timelineForAgent(data.principal.agentId, sessionId, after));
  }

  @SubscribeMessage('message:send')
  async say(
    @ConnectedSocket() { id: socketId, data }: AgentSocket,
    @MessageBody(frame('message:send')) { sessionId, ...message }: Frame<'message:send'>,
  ): Promise<Ack<Appended>> {
    const { agentId } = data.principal;
    return done(await data.inOrder.run(() => this.talk.agentSays({ agentId, sessionId, socketId }, message)));
  }

  @SubscribeMessage('message:edit')
  async edit(
    @ConnectedSocket() { id: socketId, data }: AgentSocket,
    @MessageBody(frame('message:edit')) { sessionId, ...change }: Frame<'message:edit'>,
  ): Promise<Ack<Appended>> {
    const place = { agentId: data.principal.agentId, sessionId, socketId };
    return done(await data.inOrder.run(() => this.talk.amends(place, change)));
  }

  @SubscribeMessage('message:delete')
  async delete(
    @ConnectedSocket() { id: socketId, data }: AgentSocket,
    @MessageBody(frame('message:delete')) { sessionId, ...change }: Frame<'message:delete'>,
  ): Promise<Ack<Appended>> {
    const place = { agentId: data.principal.agentId, sessionId, socketId };
    return done(await data.inOrder.run(() => this.talk.amends(place, { ...change, text: null })));
  }

  @SubscribeMessage('note:send')
  async note(
    @ConnectedSocket() { id: socketId, data }: AgentSocket,
    @MessageBody(frame('note:send')) { sessionId, ...note }: Frame<'note:send'>,
  ): Promise<Ack<Appended>> {
    const { agentId } = data.principal;
    return done(await data.inOrder.run(() => this.talk.agentNotes({ agentId, sessionId, socketId }, note)));
  }

  /** Only of a conversation that this socket watches. */
  @SubscribeMessage('typing')
  typing(
    @ConnectedSocket() socket: AgentSocket,
    @MessageBody(frame('typing')) { sessionId, on }: Frame<'typing'>,
  ): Ack<null> {
    if (!socket.data.watches.has(sessionId)) throw new Refusal('not_found');
    this.rooms.agentTyping(sessionId, on);
    return done(null);
  }

  @SubscribeMessage('sight')
  async see(
    @ConnectedSocket() socket: AgentSocket,
    @MessageBody(frame('sight')) { visible, sessionId }: Frame<'sight'>,
  ): Promise<Ack<null>> {
    const { agentId } = socket.data.principal;
    const seen = visible && socket.connected;
    await this.sight.set(agentId, socket.id, seen ? { sessionId } : null);
    // after that, so that nothing comes between the two
    if (seen && sessionId !== null) await this.notifications.read(agentId, sessionId);
    return done(null);
  }

  /** Only of a conversation that this socket watches. */
  @SubscribeMessage('seen')
  seen(@ConnectedSocket() socket: AgentSocket, @MessageBody(frame('seen')) seen: Frame<'seen'>): Ack<null> {
    if (!socket.data.watches.has(seen.sessionId)) throw new Refusal('not_found');
    this.receipts.note({ agentId: socket.data.principal.agentId, ...seen });
    return done(null);
  }

  async #admit(socket: AgentSocket, token: string): Promise<void> {
    if (!isSameOrigin(askedFrom(socket, this.config.gateway.publicUrl))) throw new Refusal('origin_not_allowed');
    const principal = await this.authenticator.agentOf(token);
    if (!principal) throw new Refusal('unauthenticated');
    socket.data.principal = principal;
    socket.data.inOrder = new InOrder();
    socket.data.watches = new Set();
    socket.data.ended = false;
  }

  async #lostSight(agentId: string, socketId: string, reason: string | undefined): Promise<void> {
    const open = this.sight.openAt(agentId, socketId);
    await this.sight.set(agentId, socketId, null);
    if (open !== null && reason === 'ping timeout') this.notifications.missed();
  }

  async #leave(socket: AgentSocket, sessionId: string): Promise<void> {
    await socket.leave(sessionRoom(sessionId));
    socket.data.watches.delete(sessionId);
    this.fanOut.unwatch(sessionId);
    this.viewers.changed(sessionId);
  }
}
