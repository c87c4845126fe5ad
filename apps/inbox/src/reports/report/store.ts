import { computed, effect, signal } from '@preact/signals';
import type { Grouping, Period, Report } from '#libs/contracts';
import { failureText } from '../../app/toasts.ts';
import type { ReportsApi } from '../api.ts';
import type { ColumnName } from '../figures.ts';
import { lastDays, ownTimeZone, PRESETS, wrongWith } from '../period.ts';

/** The report that is looked at: as long as the sign-in lasts. */
export class ReportStore {
  readonly period = signal<Period>(lastDays(PRESETS.week, ownTimeZone()));
  readonly by = signal<Grouping>('agent');
  /** What the chart shows. */
  readonly column = signal<ColumnName>('conversations');
  readonly wrong = computed(() => wrongWith(this.period.value));
  /** The last one that was read, shown until the next one is there. */
  readonly report = signal<{ period: Period; report: Report } | null>(null);
  readonly state = signal<'reading' | 'read' | { failed: string }>('reading');
  readonly #api: ReportsApi;
  #asked = 0;

  constructor(api: ReportsApi) {
    this.#api = api;
  }

  /** Reads whenever period or grouping change, until the answer is called. */
  follow(): () => void {
    return effect(() => {
      if (this.wrong.value === null) void this.#read(this.period.value, this.by.value);
    });
  }

  again(): void {
    void this.#read(this.period.peek(), this.by.peek());
  }

  /** Only the answer to the last question counts. */
  async #read(period: Period, by: Grouping): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.state.value = 'reading';
    try {
      const report = await this.#api.report(period, by);
      if (asked !== this.#asked) return;
      this.report.value = { period, report };
      this.state.value = 'read';
    } catch (error) {
      if (asked === this.#asked) this.state.value = { failed: failureText(error) };
    }
  }
}
