import { Body, Controller, Get, Inject, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type CloseReason, closeReasonSchema, closeReasonsBodySchema } from '#libs/contracts';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { Route } from '../openapi/route.decorator.ts';

@ApiTags('Conversations')
@Controller('api/v1/close-reasons')
export class CloseReasonsController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get()
  @Route({ summary: 'Reasons for a close, in their order', answer: [200, z.array(closeReasonSchema)], errors: [] })
  list(): Promise<CloseReason[]> {
    return this.database.sessions.closeReasons();
  }

  @Put()
  @Route({
    summary: 'Replace the reasons for a close',
    description: 'Conversations that were closed keep their reason, as it was called then.',
    answer: [200, z.array(closeReasonSchema)],
    errors: ['invalid_body', 'stale_version'],
  })
  replace(
    @Body({ schema: closeReasonsBodySchema }) { reasons, insteadOf }: z.output<typeof closeReasonsBodySchema>,
  ): Promise<CloseReason[]> {
    return this.database.sessions.replaceCloseReasons(reasons, insteadOf);
  }
}
