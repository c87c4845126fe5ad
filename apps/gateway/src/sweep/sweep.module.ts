import { Module } from '@nestjs/common';
import { SweepService } from './sweep.service.ts';

@Module({ providers: [SweepService] })
export class SweepModule {}
