import { Module } from '@nestjs/common';
import { TranscriptsController } from './transcripts.controller.ts';
import { TranscriptsService } from './transcripts.service.ts';

@Module({ controllers: [TranscriptsController], providers: [TranscriptsService] })
export class TranscriptsModule {}
