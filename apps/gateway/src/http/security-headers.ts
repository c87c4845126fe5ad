import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import type { Config } from '#libs/config';

/**
 * Headers of every answer. Inbox, demo page and API documentation run their own scripts only; the widget and the
 * public routes may be loaded by other websites (CORS decides what those may read).
 */
export function secureHeaders(app: NestExpressApplication, config: Config): void {
  const { protocol, host } = new URL(config.gateway.publicUrl);
  const secure = protocol === 'https:';
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          // some browsers do not count sockets of the same host as 'self'
          connectSrc: ["'self'", `${secure ? 'wss' : 'ws'}://${host}`],
          // the widget's and the documentation's style elements
          styleSrc: ["'self'", "'unsafe-inline'"],
          // pictures that a playbook's bot shows lie anywhere
          imgSrc: ["'self'", 'data:', 'blob:', 'https:'],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'self'"],
          ...(secure ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      crossOriginResourcePolicy: { policy: 'cross-origin' },
      referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
      strictTransportSecurity: secure,
    }),
  );
}
