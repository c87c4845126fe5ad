import { type BeforeApplicationShutdown, Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.ts';
import { ConversationsModule } from '../conversations/conversations.module.ts';
import { HintListenerService } from '../fanout/hint-listener.service.ts';
import { Rooms } from '../fanout/rooms.ts';
import { AgentGateway } from './agent.gateway.ts';
import { RevalidationService } from './revalidation.service.ts';
import { VisitorGateway } from './visitor.gateway.ts';

@Module({
  imports: [AgentsModule, ConversationsModule],
  providers: [VisitorGateway, AgentGateway, RevalidationService, HintListenerService],
})
export class SocketsModule implements BeforeApplicationShutdown {
  constructor(private readonly rooms: Rooms) {}

  beforeApplicationShutdown(): void {
    this.rooms.hangUp();
  }
}
