import { Module } from '@nestjs/common';
import { OpeningService } from './opening.service.ts';
import { StartService } from './start.service.ts';
import { VisitorsController } from './visitors.controller.ts';

@Module({ controllers: [VisitorsController], providers: [OpeningService, StartService] })
export class VisitorsModule {}
