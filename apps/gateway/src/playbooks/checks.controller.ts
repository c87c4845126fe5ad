import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  Refusal,
  type Simulation,
  simulateBodySchema,
  simulationSchema,
  type Validation,
  validationSchema,
} from '#libs/contracts';
import { playbookJsonSchema, simulate } from '#libs/playbook';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { RateLimit } from '../http/rate-limit.ts';
import { Route } from '../openapi/route.decorator.ts';
import { ChecksService, definitionIn, within } from './checks.service.ts';
import { ApiDefinitionBody } from './definition-body.ts';

const MINUTE = 60_000;
/** Of one admin; an editor that checks while somebody types stays far below. */
const CHECKS_PER_MINUTE = 120;
/** For one walk, in milliseconds: while it runs, nothing else does. A month of waits takes a hundredth of it. */
const SIMULATION_TAKES = 1_000;

const jsonSchemaSchema = z.record(z.string(), z.unknown());

/** Knowing before publishing. Nothing here is stored. */
@ApiTags('Playbooks')
@Controller('api/v1/playbooks')
export class ChecksController {
  readonly #limit = new RateLimit(CHECKS_PER_MINUTE, MINUTE);

  constructor(private readonly checks: ChecksService) {}

  @Get('schema')
  @Route({
    summary: 'The form of a playbook, as JSON Schema',
    description: 'For editors: name it in a definition’s `$schema`.',
    answer: [200, jsonSchemaSchema],
    errors: [],
  })
  schema(): Record<string, unknown> {
    return playbookJsonSchema();
  }

  @Post('validate')
  @HttpCode(200)
  @ApiDefinitionBody()
  @Route({
    summary: 'All problems of a playbook, and how its own tests go',
    description: 'The definition itself is the body; nothing is stored. Tests run where there are no problems.',
    answer: [200, validationSchema],
    errors: ['invalid_body', 'payload_too_large', 'rate_limited'],
  })
  validate(@CurrentAgent() { agentId }: AgentPrincipal, @Body() definition: unknown): Promise<Validation> {
    this.#limited(agentId);
    return this.checks.validate(definition);
  }

  @Post('simulate')
  @HttpCode(200)
  @Route({
    summary: 'Walk a playbook with a scripted visitor, agents and clock',
    description: 'The engine that visitors meet, without any of them; nothing is stored.',
    answer: [200, simulationSchema],
    errors: ['invalid_body', 'invalid_playbook', 'payload_too_large', 'rate_limited'],
  })
  simulate(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Body({ schema: simulateBodySchema }) { definition, script }: z.output<typeof simulateBodySchema>,
  ): Simulation {
    this.#limited(agentId);
    return simulate(definitionIn(definition), script, within(SIMULATION_TAKES));
  }

  #limited(agentId: string): void {
    if (!this.#limit.take(agentId)) throw new Refusal('rate_limited');
  }
}
