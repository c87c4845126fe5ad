import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { DEMO_SITE_ID, idSchema } from '#libs/contracts';
import type { HttpRequest, HttpResponse } from '../http/express.ts';
import { DEMO_LANGUAGES, demoPage } from './demo-page.ts';
import { sendInbox, sendWidget } from './files.ts';

const demoQuerySchema = z.object({
  lang: z.enum(DEMO_LANGUAGES).catch('en').default('en'),
  site: idSchema.catch(DEMO_SITE_ID).default(DEMO_SITE_ID),
});

/** What browsers load: the inbox, the widget's scripts and a page that embeds the widget. */
@ApiExcludeController()
@Controller()
export class WebController {
  @Get()
  root(@Res() response: HttpResponse): void {
    response.redirect('/demo');
  }

  @Get('demo')
  demo(
    @Query({ schema: demoQuerySchema }) { lang, site }: z.output<typeof demoQuerySchema>,
    @Res() response: HttpResponse,
  ): void {
    response.type('html').set({ 'cache-control': 'no-cache' }).send(demoPage(lang, site));
  }

  @Get('inbox')
  async inboxRoot(@Req() { path }: HttpRequest, @Res() response: HttpResponse): Promise<void> {
    // the app's own part of the address ends with a slash: its service worker serves nothing else
    if (path === '/inbox') response.redirect('/inbox/');
    else await sendInbox(response, '');
  }

  @Get('inbox/*path')
  inbox(@Param('path') path: string[], @Res() response: HttpResponse): Promise<void> {
    return sendInbox(response, path.join('/'));
  }

  @Get('widget/*path')
  widget(@Param('path') path: string[], @Res() response: HttpResponse): Promise<void> {
    return sendWidget(response, path.join('/'));
  }
}
