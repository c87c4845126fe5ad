import { Module } from '@nestjs/common';
import { PersonsController } from './persons.controller.ts';
import { VisitorController } from './visitor.controller.ts';

@Module({ controllers: [PersonsController, VisitorController] })
export class PeopleModule {}
