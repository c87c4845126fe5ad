import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from '#libs/config';
import { newId } from '#libs/contracts';
import { GATEWAY_ID, SETTINGS } from './tokens.ts';

@Module({})
class SettingsModule {}

export const settingsModule = (config: Config): DynamicModule => ({
  module: SettingsModule,
  global: true,
  providers: [
    { provide: SETTINGS, useValue: config },
    { provide: GATEWAY_ID, useFactory: newId },
  ],
  exports: [SETTINGS, GATEWAY_ID],
});
