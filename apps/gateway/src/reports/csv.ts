import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | null;

/** Makes spreadsheets read the file as UTF-8. */
const BOM = '\uFEFF';

/**
 * Rows as CSV (RFC 4180: lines end with CR LF, cells are quoted where they must be). A text that a spreadsheet would take for a
 * formula begins with an apostrophe: what visitors and agents type comes in here.
 */
export const csvRows = (rows: readonly Cell[][]): string =>
  stringify(rows as Cell[][], { record_delimiter: 'windows', escape_formulas: true, quoted_match: /[\r\n]/ });

/** The file's beginning. */
export const csvHead = (columns: readonly string[]): string => BOM + csvRows([[...columns]]);
