import { Module } from '@nestjs/common';
import { AccountsService } from './accounts.service.ts';
import { AgentsController } from './agents.controller.ts';
import { PresenceService } from './presence.service.ts';

@Module({
  controllers: [AgentsController],
  providers: [PresenceService, AccountsService],
  exports: [PresenceService],
})
export class AgentsModule {}
