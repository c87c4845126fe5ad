import { Module } from '@nestjs/common';
import { CannedController } from './canned.controller.ts';

@Module({ controllers: [CannedController] })
export class CannedModule {}
