import { Module } from '@nestjs/common';
import { AgentsController } from './agents.controller.ts';
import { PresenceService } from './presence.service.ts';

@Module({ controllers: [AgentsController], providers: [PresenceService], exports: [PresenceService] })
export class AgentsModule {}
