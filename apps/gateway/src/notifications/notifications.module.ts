import { Global, Module } from '@nestjs/common';
import { NotificationsController } from './notifications.controller.ts';
import { NotificationsService } from './notifications.service.ts';
import { PushSender } from './push-sender.ts';
import { PushesService } from './pushes.service.ts';
import { SightService } from './sight.service.ts';
import { TabsService } from './tabs.service.ts';

@Global()
@Module({
  controllers: [NotificationsController],
  providers: [NotificationsService, PushSender, PushesService, SightService, TabsService],
  exports: [NotificationsService, SightService],
})
export class NotificationsModule {}
