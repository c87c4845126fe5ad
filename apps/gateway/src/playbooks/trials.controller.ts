import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { idSchema, Refusal, type Trial, trialBodySchema, trialSchema } from '#libs/contracts';
import type { Database } from '#libs/database';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { DATABASE } from '../database/tokens.ts';
import { Route } from '../openapi/route.decorator.ts';
import { ProcessClient } from '../process/process.client.ts';
import { definitionIn } from './checks.service.ts';

/** Trying a draft on sessions of the past. Nothing is written to them. */
@ApiTags('Playbooks')
@Controller('api/v1')
export class TrialsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly process: ProcessClient,
  ) {}

  @Post('playbooks/:id/trials')
  @Route({
    summary: 'Try the draft on the last sessions',
    description: 'Runs as a workflow: read the trial again to see how far it has come.',
    answer: [201, trialSchema],
    errors: ['invalid_body', 'not_found', 'invalid_playbook'],
  })
  async start(
    @CurrentAgent() { agentId: by }: AgentPrincipal,
    @Param('id', { schema: idSchema }) playbookId: string,
    @Body({ schema: trialBodySchema }) { sessions }: z.output<typeof trialBodySchema>,
  ): Promise<Trial> {
    const draft = await this.database.playbooks.draft(playbookId);
    const definition = definitionIn(draft.definition);
    const trial = await this.database.trials.create({ playbookId, definition, sessions, by });
    try {
      await this.process.startTrial(trial.id);
    } catch {
      await this.database.trials.finish(trial.id, 'failed');
      throw new Refusal('unavailable');
    }
    return trial;
  }

  @Get('playbooks/:id/trials/latest')
  @Route({ summary: 'The last trial of the playbook', answer: [200, trialSchema], errors: ['not_found'] })
  async latest(@Param('id', { schema: idSchema }) playbookId: string): Promise<Trial> {
    const trial = await this.database.trials.latest(playbookId);
    if (!trial) throw new Refusal('not_found');
    return trial;
  }

  @Get('trials/:id')
  @Route({ summary: 'How a trial goes', answer: [200, trialSchema], errors: ['not_found'] })
  async read(@Param('id', { schema: idSchema }) trialId: string): Promise<Trial> {
    const trial = await this.database.trials.find(trialId);
    if (!trial) throw new Refusal('not_found');
    return trial;
  }

  @Delete('trials/:id')
  @Route({
    summary: 'Stop a trial',
    description: 'What was found so far remains. One that has ended stays as it is.',
    answer: [200, trialSchema],
    errors: ['not_found'],
  })
  async cancel(@Param('id', { schema: idSchema }) trialId: string): Promise<Trial> {
    if (await this.database.trials.cancel(trialId)) this.process.cancelTrial(trialId);
    return this.read(trialId);
  }
}
