import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.ts';
import { CloseReasonsController } from './close-reasons.controller.ts';
import { CommandsService } from './commands.service.ts';
import { ConversationsController } from './conversations.controller.ts';
import { ConversationsService } from './conversations.service.ts';
import { OffersController } from './offers.controller.ts';
import { TalkService } from './talk.service.ts';

@Module({
  imports: [FilesModule],
  controllers: [ConversationsController, CloseReasonsController, OffersController],
  providers: [ConversationsService, CommandsService, TalkService],
  exports: [ConversationsService, TalkService],
})
export class ConversationsModule {}
