import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type CrmRecord, crmRecordSchema, RESULT_KINDS } from '#libs/contracts';
import type { Database } from '#libs/database';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { DATABASE } from '../database/tokens.ts';
import { Route } from '../openapi/route.decorator.ts';

const querySchema = z.object({
  kind: z.enum(RESULT_KINDS).optional().describe('Only records of this kind'),
});

@ApiTags('CRM')
@Controller('api/v1/crm')
export class CrmController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get('records')
  @Route({
    summary: 'What came out: leads, deals and activities, newest first',
    description: 'Records that only their owner may see are shown to the owner and to admins.',
    answer: [200, z.array(crmRecordSchema)],
    errors: ['invalid_body'],
  })
  records(
    @CurrentAgent() { agentId, role }: AgentPrincipal,
    @Query({ schema: querySchema }) { kind }: z.output<typeof querySchema>,
  ): Promise<CrmRecord[]> {
    return this.database.crm.records({ kind: kind ?? null, seenBy: role === 'admin' ? null : agentId });
  }
}
