import { Global, Module } from '@nestjs/common';
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
  providers: [Rooms, ViewersService, ListHints, FanOut, Hints, Announcer],
  exports: [Rooms, ViewersService, ListHints, FanOut, Hints, Announcer],
})
export class FanOutModule {}
