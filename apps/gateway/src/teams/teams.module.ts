import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.ts';
import { TeamsController } from './teams.controller.ts';

@Module({ imports: [AgentsModule], controllers: [TeamsController] })
export class TeamsModule {}
