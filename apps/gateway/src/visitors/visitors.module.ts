import { Module } from '@nestjs/common';
import { IdentityService } from './identity.service.ts';
import { OpeningService } from './opening.service.ts';
import { StartService } from './start.service.ts';
import { VisitorsController } from './visitors.controller.ts';

@Module({ controllers: [VisitorsController], providers: [OpeningService, IdentityService, StartService] })
export class VisitorsModule {}
