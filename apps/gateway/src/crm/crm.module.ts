import { Module } from '@nestjs/common';
import { CrmController } from './crm.controller.ts';

@Module({ controllers: [CrmController] })
export class CrmModule {}
