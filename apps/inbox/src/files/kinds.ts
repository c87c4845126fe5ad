import type { LIMITS } from '#libs/contracts';

// The types fail the build where the contracts' limits differ.
export const MOST_FILES: (typeof LIMITS)['filesPerMessage'] = 5;
export const MOST_BYTES: (typeof LIMITS)['fileBytes'] = 10_485_760;

/** What browsers show as a picture and never run. */
const PICTURES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

export const isPicture = (mediaType: string): boolean => PICTURES.has(mediaType);

/** "2.4 MB" in the language of the numbers given. */
export function sizeOf(bytes: number, language: string): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(bytes / 1_000, 1), 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
