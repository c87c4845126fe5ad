import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { idSchema, type RoutingChanges, type RoutingView, routingBodySchema, routingSchema } from '#libs/contracts';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { Route } from '../openapi/route.decorator.ts';
import { OffersService } from './offers.service.ts';

@ApiTags('Routing')
@Controller('api/v1')
export class RoutingController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly offers: OffersService,
  ) {}

  @Get('routing')
  @Route({
    summary: 'How waiting conversations find an agent',
    description: 'First those that belong to no team, then those of each team.',
    answer: [200, z.array(routingSchema)],
    errors: [],
  })
  list(): Promise<RoutingView[]> {
    return this.database.routing.list();
  }

  @Put('routing')
  @Route({
    summary: 'Set how the conversations of no team find an agent',
    description: 'Holds for whoever waits from now on; offers under way stay.',
    answer: [200, routingSchema],
    errors: ['invalid_body'],
  })
  setForEverybody(@Body({ schema: routingBodySchema }) body: RoutingChanges): Promise<RoutingView> {
    return this.#set(null, body);
  }

  @Put('teams/:id/routing')
  @Route({
    summary: 'Set how a team’s conversations find an agent',
    description: 'Holds for whoever waits from now on; offers under way stay.',
    answer: [200, routingSchema],
    errors: ['invalid_body', 'not_found'],
  })
  setForTeam(
    @Param('id', { schema: idSchema }) teamId: string,
    @Body({ schema: routingBodySchema }) body: RoutingChanges,
  ): Promise<RoutingView> {
    return this.#set(teamId, body);
  }

  async #set(teamId: string | null, settings: RoutingChanges): Promise<RoutingView> {
    const routing = await this.database.routing.set(teamId, settings);
    this.offers.changed();
    return routing;
  }
}
