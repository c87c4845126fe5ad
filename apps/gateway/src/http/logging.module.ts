import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Config } from '#libs/config';

interface Logged {
  id: unknown;
  method: string;
  url: string;
}

/** One JSON line per request: method, path, status, time. No query, no header, no body: those may be personal or secret. */
export const loggingModule = (config: Config): DynamicModule =>
  LoggerModule.forRoot({
    pinoHttp: {
      level: config.logLevel,
      redact: ['req.headers.authorization', 'req.headers.cookie'],
      serializers: {
        req: ({ id, method, url }: Logged) => ({ id, method, path: url.split('?')[0] }),
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      },
      autoLogging: { ignore: ({ url }) => url?.startsWith('/health/') === true },
    },
  });
