import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE, Reflector } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import type { Config } from '#libs/config';
import { SETTINGS } from '../settings/tokens.ts';
import { addressLimits } from './address-limit.ts';
import { ProblemFilter } from './problem.filter.ts';
import { QuietLogger } from './quiet-logger.ts';
import { SchemaPipe } from './schema.pipe.ts';

@Global()
@Module({
  imports: [
    ThrottlerModule.forRootAsync({
      inject: [SETTINGS, Reflector],
      useFactory: (config: Config, reflector: Reflector) => addressLimits(config, reflector),
    }),
  ],
  providers: [
    QuietLogger,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: SchemaPipe },
  ],
  exports: [ThrottlerModule],
})
export class HttpModule {}
