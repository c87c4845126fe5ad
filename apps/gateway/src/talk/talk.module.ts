import { Global, Module } from '@nestjs/common';
import { ReceiptsService } from './receipts.service.ts';

/** What goes beside the timeline while people talk. */
@Global()
@Module({ providers: [ReceiptsService], exports: [ReceiptsService] })
export class TalkModule {}
