import { Global, Module } from '@nestjs/common';
import { PlaybooksModule } from '../playbooks/playbooks.module.ts';
import { SiteDirectory } from './site-directory.ts';
import { SitesController } from './sites.controller.ts';

@Global()
@Module({
  imports: [PlaybooksModule],
  controllers: [SitesController],
  providers: [SiteDirectory],
  exports: [SiteDirectory],
})
export class SitesModule {}
