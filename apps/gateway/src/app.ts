import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from '#libs/config';
import { gatewayModule } from './gateway.module.ts';
import { limitBodies } from './http/body-limits.ts';
import { QuietLogger } from './http/quiet-logger.ts';
import { secureHeaders } from './http/security-headers.ts';
import { serveApiDocs } from './openapi/serve.ts';
import { FoyerIoAdapter } from './sockets/io-adapter.ts';
import { allowSitesOrigins } from './visitors/cors.ts';

/** The whole gateway, ready to listen. It needs neither PostgreSQL nor Temporal to start. */
export async function createGateway(config: Config): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(gatewayModule(config), {
    bodyParser: false,
    bufferLogs: true,
    forceCloseConnections: true,
  });
  app.useLogger(app.get(QuietLogger));
  app.set('trust proxy', config.gateway.trustProxy);
  app.disable('x-powered-by');
  secureHeaders(app, config);
  allowSitesOrigins(app, config);
  limitBodies(app);
  app.useWebSocketAdapter(new FoyerIoAdapter(app));
  serveApiDocs(app);
  return app;
}
