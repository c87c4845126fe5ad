import { Module } from '@nestjs/common';
import { ChecksController } from './checks.controller.ts';
import { ChecksService } from './checks.service.ts';
import { DraftsController } from './drafts.controller.ts';
import { DraftsService } from './drafts.service.ts';
import { PlaybooksController } from './playbooks.controller.ts';
import { TemplatesController } from './templates.controller.ts';
import { TemplatesService } from './templates.service.ts';
import { TrialsController } from './trials.controller.ts';
import { VersionsController } from './versions.controller.ts';

@Module({
  // routes are tried in this order: those with fixed names come before `playbooks/:id`
  controllers: [
    ChecksController,
    TemplatesController,
    VersionsController,
    DraftsController,
    TrialsController,
    PlaybooksController,
  ],
  providers: [ChecksService, DraftsService, TemplatesService],
  exports: [ChecksService],
})
export class PlaybooksModule {}
