import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { type LiveView, type Period, Refusal, type Report, type ReportQuery } from '#libs/contracts';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { RateLimit } from '../http/rate-limit.ts';
import { csvHead, csvRows } from './csv.ts';
import { Gate } from './gate.ts';
import { CONVERSATION_COLUMNS, conversationRow, reportColumns, reportRows } from './tables.ts';

const MINUTE = 60_000;
/** Of one supervisor; a page that follows change hints stays below. */
const READS_PER_MINUTE = 300;
const REPORTS_PER_MINUTE = 60;
/** Reports of one gateway at once: the pool's other connections are for those who talk. */
const REPORTS_AT_ONCE = 2;

/** For those who lead others: what goes on now, and what happened. */
@Injectable()
export class ReportsService {
  readonly #reads = new RateLimit(READS_PER_MINUTE, MINUTE);
  readonly #reports = new RateLimit(REPORTS_PER_MINUTE, MINUTE);
  readonly #gate = new Gate(REPORTS_AT_ONCE);

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Refusal `rate_limited`. */
  async live(agentId: string, timeZone: string): Promise<LiveView> {
    if (!this.#reads.take(agentId)) throw new Refusal('rate_limited');
    return this.database.reports.live(agentId, timeZone);
  }

  /** Refusal `rate_limited`. */
  async report(agentId: string, query: ReportQuery): Promise<Report> {
    this.#limited(agentId);
    return this.#gate.through(() => this.database.reports.report(query, agentId));
  }

  /** The report as CSV. Refusal `rate_limited`. */
  async reportCsv(agentId: string, query: ReportQuery): Promise<Readable> {
    const report = await this.report(agentId, query);
    return Readable.from([csvHead(reportColumns(report.by)) + csvRows(reportRows(report))]);
  }

  /** The period's conversations as CSV, read as it is sent. Refusals of the first page come before anything is sent. */
  async conversationsCsv(agentId: string, period: Period): Promise<Readable> {
    this.#limited(agentId);
    const pages = this.database.reports.conversations(period, agentId);
    const first = await pages.next();
    const conversationRows = async function* () {
      yield csvHead(CONVERSATION_COLUMNS);
      if (first.done) return;
      yield csvRows(first.value.map(conversationRow));
      for await (const page of pages) yield csvRows(page.map(conversationRow));
    };
    return Readable.from(conversationRows());
  }

  #limited(agentId: string): void {
    if (!this.#reports.take(agentId)) throw new Refusal('rate_limited');
  }
}
