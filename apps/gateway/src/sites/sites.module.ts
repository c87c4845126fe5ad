import { Global, Module } from '@nestjs/common';
import { SiteDirectory } from './site-directory.ts';
import { SitesController } from './sites.controller.ts';

@Global()
@Module({ controllers: [SitesController], providers: [SiteDirectory], exports: [SiteDirectory] })
export class SitesModule {}
