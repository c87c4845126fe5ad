import { Module } from '@nestjs/common';
import { PlaybooksController } from './playbooks.controller.ts';

@Module({ controllers: [PlaybooksController] })
export class PlaybooksModule {}
