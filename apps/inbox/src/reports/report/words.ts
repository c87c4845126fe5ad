import type { Report, ReportRow } from '#libs/contracts';
import { count, duration, hourOfDay, shortDay } from '../../i18n/format.ts';
import { COLUMNS, type ColumnName } from '../figures.ts';
import { t } from '../texts/index.ts';

/** What a row counts, in words. */
export function nameOf(by: Report['by'], { key, name }: Pick<ReportRow, 'key' | 'name'>): string {
  if (by === 'day') return shortDay(key ?? '');
  if (by === 'hour') return hourOfDay(Number(key));
  return name ?? t(by === 'agent' ? 'nobody' : 'everybodys');
}

/** A number as it is written. */
export const written = (column: ColumnName, value: number | null): string =>
  value === null ? '–' : COLUMNS[column].isTime ? duration(value) : count(value);
