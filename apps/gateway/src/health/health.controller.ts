import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { ProcessClient } from '../process/process.client.ts';

/** For balancers and supervisors. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    @Inject(DATABASE) private readonly database: Database,
    private readonly process: ProcessClient,
  ) {}

  /** The process answers. */
  @Get('live')
  live() {
    return this.health.check([]);
  }

  /** 503 without PostgreSQL. Without Temporal people still talk, claim and close: that is reported, and no failure. */
  @Get('ready')
  ready() {
    return this.health.check([
      () =>
        this.indicators
          .check('postgres')
          .attempt(() => this.database.ping())
          .withTimeout(2_000)
          .cacheFor(1_000),
      async () => {
        const temporal = await this.indicators
          .check('temporal')
          .attempt(() => this.process.ping())
          .withTimeout(2_000)
          .cacheFor(5_000);
        return temporal.temporal.status === 'up' ? temporal : this.indicators.check('temporal').degraded();
      },
    ]);
  }
}
