import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '#libs/config';
import { type Database, openDatabase } from '#libs/database';
import { SETTINGS } from '../settings/tokens.ts';
import { DATABASE } from './tokens.ts';

@Global()
@Module({
  providers: [
    {
      provide: DATABASE,
      inject: [SETTINGS],
      useFactory: (config: Config): Promise<Database> =>
        openDatabase({
          url: config.databaseUrl,
          poolSize: config.databasePoolSize,
          applicationName: 'foyer-gateway',
        }),
    },
  ],
  exports: [DATABASE],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** After everything else: what is still running may finish its statement. */
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
