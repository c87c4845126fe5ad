import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from '#libs/config';
import { idSchema } from '#libs/contracts';
import type { HttpRequest } from '../http/express.ts';
import { mayEmbed } from '../sites/origins.ts';
import { SiteDirectory } from '../sites/site-directory.ts';

const VISITOR_ROUTE = /^\/api\/v1\/sites\/([^/]+)\/(?:opening|sessions)$/;
/** They take a visitor's token, which says whose site it is; a preflight brings none, and without it nothing is done or told. */
const TOKEN_ROUTE = /^\/api\/v1\/visitor\/(?:files(?:\/[^/]+)?|transcript|transcript-mails)$/;
/** Seconds for which a browser need not ask again. */
const MAX_AGE = 600;

/** Lets the site's own websites, and no others, read the answers of the visitors' routes. No cookies are involved. */
export function allowSitesOrigins(app: NestExpressApplication, config: Config): void {
  const sites = app.get(SiteDirectory);
  app.enableCors((request: HttpRequest, done: (error: Error | null, options: object) => void) => {
    void allowedOrigin(sites, config, request).then(
      (origin) => done(null, { origin: origin ?? false, methods: ['GET', 'POST'], maxAge: MAX_AGE }),
      // the route itself will say what is wrong
      () => done(null, { origin: false }),
    );
  });
}

async function allowedOrigin(sites: SiteDirectory, config: Config, request: HttpRequest): Promise<string | null> {
  const { origin, host } = request.headers;
  if (TOKEN_ROUTE.test(request.path)) return origin ?? null;
  const siteId = idSchema.safeParse(VISITOR_ROUTE.exec(request.path)?.[1]);
  if (origin === undefined || !siteId.success) return null;
  const site = await sites.find(siteId.data);
  // a site that does not exist has no secrets: whoever embeds it may read that it is not found
  if (!site) return origin;
  return mayEmbed(site, { origin, host, publicUrl: config.gateway.publicUrl }) ? origin : null;
}
