import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Config } from '#libs/config';
import { type Database, HintPublisher, openDatabase } from '#libs/database';
import { TemporalWorker } from './temporal/temporal-worker.ts';
import { CONFIG, DATABASE, HINTS } from './tokens.ts';

@Module({})
export class WorkerModule implements OnApplicationShutdown {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(HINTS) private readonly hints: HintPublisher,
  ) {}

  static with(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [LoggerModule.forRoot({ pinoHttp: { level: config.logLevel } })],
      providers: [
        { provide: CONFIG, useValue: config },
        {
          provide: DATABASE,
          useFactory: () =>
            openDatabase({
              url: config.databaseUrl,
              poolSize: config.databasePoolSize,
              applicationName: 'foyer-worker',
            }),
        },
        {
          provide: HINTS,
          inject: [DATABASE],
          useFactory: (database: Database) => new HintPublisher(database, { enabled: config.notify }),
        },
        TemporalWorker,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.hints.flush();
    await this.database.close();
  }
}
