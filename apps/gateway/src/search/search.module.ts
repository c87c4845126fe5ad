import { Module } from '@nestjs/common';
import { SearchController } from './search.controller.ts';
import { WordsService } from './words.service.ts';

@Module({ controllers: [SearchController], providers: [WordsService], exports: [WordsService] })
export class SearchModule {}
