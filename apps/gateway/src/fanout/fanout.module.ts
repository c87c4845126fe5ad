import { Global, Module } from '@nestjs/common';
import { QueueService } from '../routing/queue.service.ts';
import { SearchModule } from '../search/search.module.ts';
import { Announcer } from './announcer.ts';
import { FanOut } from './fan-out.ts';
import { Hints } from './hints.ts';
import { ListHints } from './list-hints.ts';
import { Rooms } from './rooms.ts';
import { ViewersService } from './viewers.ts';

@Global()
@Module({
  imports: [SearchModule],
  providers: [QueueService, Rooms, ViewersService, ListHints, FanOut, Hints, Announcer],
  exports: [QueueService, Rooms, ViewersService, ListHints, FanOut, Hints, Announcer],
})
export class FanOutModule {}
