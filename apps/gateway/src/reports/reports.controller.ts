import type { Readable } from 'node:stream';
import { Controller, Get, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  type ErrorCode,
  type LiveView,
  liveQuerySchema,
  liveSchema,
  type Period,
  periodQuerySchema,
  type Report,
  type ReportQuery,
  reportQuerySchema,
  reportSchema,
} from '#libs/contracts';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import type { HttpResponse } from '../http/express.ts';
import { Route } from '../openapi/route.decorator.ts';
import { ReportsService } from './reports.service.ts';

const ERRORS: readonly ErrorCode[] = ['invalid_body', 'rate_limited'];

@ApiTags('Reports')
@Controller('api/v1')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Get('live')
  @Route({
    summary: 'Who waits, who answers, and today’s numbers',
    description: 'A snapshot: read it again on `conversations:changed`, on `agents:changed` and every 30 s.',
    answer: [200, liveSchema],
    errors: ERRORS,
  })
  live(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Query({ schema: liveQuerySchema }) { timeZone }: z.output<typeof liveQuerySchema>,
  ): Promise<LiveView> {
    return this.reports.live(agentId, timeZone);
  }

  @Get('reports')
  @Route({
    summary: 'What happened in a period, by agent, team, day or hour of the day',
    description: 'docs/REPORTS.md says what each figure is.',
    answer: [200, reportSchema],
    errors: ERRORS,
  })
  report(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Query({ schema: reportQuerySchema }) query: ReportQuery,
  ): Promise<Report> {
    return this.reports.report(agentId, query);
  }

  @Get('reports/csv')
  @ApiProduces('text/csv')
  @Route({ summary: 'The same as CSV', answer: [200, null], errors: ERRORS })
  async reportCsv(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Query({ schema: reportQuerySchema }) query: ReportQuery,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<StreamableFile> {
    const csv = await this.reports.reportCsv(agentId, query);
    return asFile(response, `report-by-${query.by}-${query.from}-${query.to}.csv`, csv);
  }

  @Get('reports/conversations/csv')
  @ApiProduces('text/csv')
  @Route({
    summary: 'The conversations that began in a period, as CSV',
    description: 'Streamed; an answer that breaks off is not complete.',
    answer: [200, null],
    errors: ERRORS,
  })
  async conversationsCsv(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Query({ schema: periodQuerySchema }) period: Period,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<StreamableFile> {
    const csv = await this.reports.conversationsCsv(agentId, period);
    return asFile(response, `conversations-${period.from}-${period.to}.csv`, csv);
  }
}

/** Saved, and kept nowhere on the way. What fails half-way breaks off, and does not look complete. */
function asFile(response: HttpResponse, name: string, csv: Readable): StreamableFile {
  response.attachment(name).type('text/csv; charset=utf-8').set({ 'cache-control': 'no-store' });
  return new StreamableFile(csv);
}
