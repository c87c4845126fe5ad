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
import {
  type Ack,
  type Appended,
  cleanPageUrl,
  NAMESPACES,
  Refusal,
  type Timeline,
  VISITOR_FRAMES,
} from '#libs/contracts';
import type { Database } from '#libs/database';
import { AccessGuard } from '../access/access.guard.ts';
import { Authenticator } from '../auth/authenticator.ts';
import { ConversationsService } from '../conversations/conversations.service.ts';
import { TalkService } from '../conversations/talk.service.ts';
import { DATABASE } from '../database/tokens.ts';
import { FanOut } from '../fanout/fan-out.ts';
import { Rooms, sessionRoom, type VisitorNamespace } from '../fanout/rooms.ts';
import { RateLimit } from '../http/rate-limit.ts';
import { QueueService } from '../routing/queue.service.ts';
import { SETTINGS } from '../settings/tokens.ts';
import { mayEmbed } from '../sites/origins.ts';
import { SiteDirectory } from '../sites/site-directory.ts';
import { ReceiptsService } from '../talk/receipts.service.ts';
import { done } from './answers.ts';
import { FramePipe } from './frame.pipe.ts';
import { askedFrom, handshake } from './handshake.ts';
import { InOrder } from './in-order.ts';
import { ProblemAckFilter } from './problem-ack.filter.ts';
import type { VisitorSocket } from './socket.ts';

const MINUTE = 60_000;
/** Reading and typing, per visitor and minute: a client that behaves stays far below. */
const OTHER_FRAMES_PER_MINUTE = 600;

type Frame<E extends keyof typeof VISITOR_FRAMES> = z.output<(typeof VISITOR_FRAMES)[E]>;
const frame = (event: keyof typeof VISITOR_FRAMES) => new FramePipe(VISITOR_FRAMES[event]);

/** The visitors' sockets. The session is the token's; no frame names one. */
@WebSocketGateway({ namespace: NAMESPACES.visitor })
@UseGuards(AccessGuard)
@UseFilters(ProblemAckFilter)
export class VisitorGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect {
  readonly #messages: RateLimit;
  readonly #others = new RateLimit(OTHER_FRAMES_PER_MINUTE, MINUTE);

  constructor(
    private readonly authenticator: Authenticator,
    private readonly sites: SiteDirectory,
    private readonly rooms: Rooms,
    private readonly fanOut: FanOut,
    private readonly queue: QueueService,
    private readonly conversations: ConversationsService,
    private readonly talk: TalkService,
    private readonly receipts: ReceiptsService,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SETTINGS) private readonly config: Config,
  ) {
    this.#messages = new RateLimit(config.gateway.limits.messagesPerMinute, MINUTE);
  }

  afterInit(namespace: VisitorNamespace): void {
    this.rooms.useVisitors(namespace);
    namespace.use(handshake<VisitorSocket>((socket, token) => this.#admit(socket, token)));
  }

  async handleConnection(socket: VisitorSocket): Promise<void> {
    await socket.join(sessionRoom(socket.data.principal.sessionId));
  }

  handleDisconnect(socket: VisitorSocket): void {
    this.fanOut.unwatch(socket.data.principal.sessionId);
  }

  @SubscribeMessage('timeline:read')
  async read(
    @ConnectedSocket() socket: VisitorSocket,
    @MessageBody(frame('timeline:read')) { after }: Frame<'timeline:read'>,
  ): Promise<Ack<Timeline>> {
    const { sessionId } = this.#limited(socket, this.#others);
    // whatever comes after what is read now will be told
    await this.fanOut.watch(sessionId);
    const timeline = await this.conversations.timelineForVisitor(sessionId, after);
    if (timeline.phase === 'waiting') this.queue.concerns(sessionId);
    return done(timeline);
  }

  @SubscribeMessage('message:send')
  async say(
    @ConnectedSocket() socket: VisitorSocket,
    @MessageBody(frame('message:send')) message: Frame<'message:send'>,
  ): Promise<Ack<Appended>> {
    const { sessionId } = this.#limited(socket, this.#messages);
    return done(
      await socket.data.inOrder.run(() => this.talk.visitorSays({ sessionId, socketId: socket.id }, message)),
    );
  }

  @SubscribeMessage('message:edit')
  async edit(
    @ConnectedSocket() socket: VisitorSocket,
    @MessageBody(frame('message:edit')) change: Frame<'message:edit'>,
  ): Promise<Ack<Appended>> {
    const { sessionId } = this.#limited(socket, this.#messages);
    const place = { sessionId, socketId: socket.id };
    return done(await socket.data.inOrder.run(() => this.talk.amends(place, change)));
  }

  @SubscribeMessage('message:delete')
  async delete(
    @ConnectedSocket() socket: VisitorSocket,
    @MessageBody(frame('message:delete')) change: Frame<'message:delete'>,
  ): Promise<Ack<Appended>> {
    const { sessionId } = this.#limited(socket, this.#messages);
    const place = { sessionId, socketId: socket.id };
    return done(await socket.data.inOrder.run(() => this.talk.amends(place, { ...change, text: null })));
  }

  @SubscribeMessage('answer:send')
  async answer(
    @ConnectedSocket() socket: VisitorSocket,
    @MessageBody(frame('answer:send')) answer: Frame<'answer:send'>,
  ): Promise<Ack<Appended>> {
    const { sessionId } = this.#limited(socket, this.#messages);
    return done(
      await socket.data.inOrder.run(() => this.talk.visitorAnswers({ sessionId, socketId: socket.id }, answer)),
    );
  }

  @SubscribeMessage('typing')
  typing(@ConnectedSocket() socket: VisitorSocket, @MessageBody(frame('typing')) { on }: Frame<'typing'>): Ack<null> {
    const { sessionId } = this.#limited(socket, this.#others);
    this.rooms.visitorTyping(sessionId, on);
    return done(null);
  }

  @SubscribeMessage('seen')
  seen(@ConnectedSocket() socket: VisitorSocket, @MessageBody(frame('seen')) seen: Frame<'seen'>): Ack<null> {
    const { sessionId } = this.#limited(socket, this.#others);
    this.receipts.note({ sessionId, agentId: null, ...seen });
    return done(null);
  }

  @SubscribeMessage('page:seen')
  async pageSeen(
    @ConnectedSocket() socket: VisitorSocket,
    @MessageBody(frame('page:seen')) { url }: Frame<'page:seen'>,
  ): Promise<Ack<null>> {
    const { sessionId } = this.#limited(socket, this.#others);
    const clean = cleanPageUrl(url);
    if (clean !== null) await this.database.visits.pageSeen(sessionId, clean);
    return done(null);
  }

  @SubscribeMessage('rating:send')
  async rate(
    @ConnectedSocket() socket: VisitorSocket,
    @MessageBody(frame('rating:send')) rating: Frame<'rating:send'>,
  ): Promise<Ack<Appended>> {
    const { sessionId } = this.#limited(socket, this.#messages);
    return done(await socket.data.inOrder.run(() => this.talk.visitorRates(sessionId, rating)));
  }

  async #admit(socket: VisitorSocket, token: string): Promise<void> {
    const principal = await this.authenticator.visitorOf(token);
    if (!principal) throw new Refusal('session_token_invalid');
    const site = await this.sites.find(principal.siteId);
    if (!site || !mayEmbed(site, askedFrom(socket, this.config.gateway.publicUrl)))
      throw new Refusal('origin_not_allowed');
    socket.data.principal = principal;
    socket.data.inOrder = new InOrder();
  }

  #limited(socket: VisitorSocket, limit: RateLimit): { sessionId: string } {
    const { sessionId } = socket.data.principal;
    if (!limit.take(sessionId)) throw new Refusal('rate_limited');
    return { sessionId };
  }
}
