import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Config } from '#libs/config';
import { newId } from '#libs/contracts';
import { GATEWAY_ID, SETTINGS } from './tokens.ts';

@Global()
@Module({})
export class SettingsModule {
  static of(config: Config): DynamicModule {
    return {
      module: SettingsModule,
      providers: [
        { provide: SETTINGS, useValue: config },
        { provide: GATEWAY_ID, useFactory: newId },
      ],
      exports: [SETTINGS, GATEWAY_ID],
    };
  }
}
