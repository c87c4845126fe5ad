import { Body, Controller, Delete, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  type NotificationsView,
  notificationChangesSchema,
  notificationsSchema,
  pushSubscriptionBodySchema,
  pushUnsubscribeBodySchema,
} from '#libs/contracts';
import type { Database } from '#libs/database';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { DATABASE } from '../database/tokens.ts';
import { Route } from '../openapi/route.decorator.ts';
import { NotificationsService } from './notifications.service.ts';
import { PushSender } from './push-sender.ts';
import { unreadOf } from './told.ts';

@ApiTags('Notifications')
@Controller('api/v1/me')
export class NotificationsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly push: PushSender,
    private readonly notifications: NotificationsService,
  ) {}

  @Get('notifications')
  @Route({
    summary: 'How I wish to be told, and what I have not seen',
    answer: [200, notificationsSchema],
    errors: [],
  })
  async get(@CurrentAgent() { agentId }: AgentPrincipal): Promise<NotificationsView> {
    const [preferences, standing] = await Promise.all([
      this.database.notifications.preferences(agentId),
      this.database.notifications.standing([agentId], null),
    ]);
    return { preferences, unread: unreadOf(standing), pushKey: this.push.publicKey };
  }

  @Patch('notifications')
  @Route({
    summary: 'Change how I wish to be told',
    description:
      'What is not named stays as it is. Events that are off, and all of them in quiet hours, are told nowhere.',
    answer: [200, notificationsSchema],
    errors: ['invalid_body'],
  })
  async change(
    @CurrentAgent() agent: AgentPrincipal,
    @Body({ schema: notificationChangesSchema }) changes: z.output<typeof notificationChangesSchema>,
  ): Promise<NotificationsView> {
    await this.database.notifications.changePreferences(agent.agentId, changes);
    this.notifications.follow(agent.agentId);
    return this.get(agent);
  }

  @Post('push-subscriptions')
  @HttpCode(204)
  @Route({
    summary: 'Reach me on this device with the inbox closed',
    description: 'A device that another agent signed in on before is mine from now on.',
    answer: [204, null],
    errors: ['invalid_body'],
  })
  async subscribe(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Body({ schema: pushSubscriptionBodySchema }) subscription: z.output<typeof pushSubscriptionBodySchema>,
  ): Promise<void> {
    this.push.check(subscription.endpoint);
    await this.database.pushSubscriptions.save(agentId, subscription);
  }

  @Delete('push-subscriptions')
  @HttpCode(204)
  @Route({ summary: 'Reach me on this device no more', answer: [204, null], errors: ['invalid_body'] })
  async unsubscribe(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Body({ schema: pushUnsubscribeBodySchema }) { endpoint }: z.output<typeof pushUnsubscribeBodySchema>,
  ): Promise<void> {
    await this.database.pushSubscriptions.remove(agentId, endpoint);
  }
}
