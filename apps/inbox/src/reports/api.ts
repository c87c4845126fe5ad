import type { Grouping, LiveView, Period, Report } from '#libs/contracts';
import type { Api } from '../api/api.ts';

/** A month's list of conversations is read and written while it is sent. */
const EXPORT_TIMEOUT_MS = 120_000;
/** As long as the server gives a report. */
const REPORT_TIMEOUT_MS = 25_000;

const query = (values: Record<string, string>): string => new URLSearchParams(values).toString();

/** The part of the REST API for those who lead others. */
export class ReportsApi {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  live = (timeZone: string): Promise<LiveView> => this.#api.call('GET', `/live?${query({ timeZone })}`);
  report = (period: Period, by: Grouping): Promise<Report> =>
    this.#api.call('GET', `/reports?${query({ ...period, by })}`, undefined, REPORT_TIMEOUT_MS);
  reportCsv = (period: Period, by: Grouping): Promise<Blob> =>
    this.#api.download(`/reports/csv?${query({ ...period, by })}`, REPORT_TIMEOUT_MS);
  conversationsCsv = (period: Period): Promise<Blob> =>
    this.#api.download(`/reports/conversations/csv?${query(period)}`, EXPORT_TIMEOUT_MS);
}
