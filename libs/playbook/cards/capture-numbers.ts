import { LANGUAGE_PATTERN } from '#libs/contracts';

/** What a JavaScript number, and so whoever compares or shows the value, holds exactly. */
const MOST_DIGITS = 15;

/** Code points of the zeros of other scripts: Arabic, Persian, Devanagari. Their digits follow in order. */
const ZEROS = [0x0660, 0x06f0, 0x0966];

/** How a number is written: by the decimal separator of the language. */
export interface NumberForm {
  /** The session's language (BCP 47). */
  language: string;
  /** Digits behind the decimal separator, at most. */
  decimals: number;
}

/** Filled as languages are met; there are as many as playbooks promise. */
const decimalSeparators = new Map<string, '.' | ','>();

/** "." or ",", as people of the language write it; "." where the language is unknown. */
function decimalOf(language: string): '.' | ',' {
  const known = decimalSeparators.get(language);
  if (known !== undefined) return known;
  if (!LANGUAGE_PATTERN.test(language)) return '.';
  const parts = new Intl.NumberFormat(language, { numberingSystem: 'latn' }).formatToParts(1.5);
  const separator = parts.some(({ type, value }) => type === 'decimal' && value === ',') ? ',' : '.';
  decimalSeparators.set(language, separator);
  return separator;
}

/** Latin digits, "." and "," as they are; every sign that only groups digits as a blank; other signs unchanged. */
const plainDigits = (raw: string): string =>
  raw
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) => {
      const code = digit.charCodeAt(0);
      return String(code - (ZEROS.findLast((zero) => zero <= code) ?? code));
    })
    .replaceAll('٫', '.')
    .replace(/(?<=\d)['’٬_\s](?=\d)/g, ' ')
    .replace(/^[-−–]\s*(?=\d)/, '-')
    .trim();

/** Digits in groups of three, or of two but for the last, as in India: "1.234.567", "12,34,567". */
function isGrouped(digits: string, separator: string): boolean {
  const groups = digits.split(separator);
  const [first = '', ...rest] = groups;
  if (rest.length === 0) return true;
  if (!/^[1-9]\d{0,2}$/.test(first) || rest.at(-1)?.length !== 3) return false;
  const inner = rest.slice(0, -1);
  return inner.every(({ length }) => length === 3) || (first.length <= 2 && inner.every(({ length }) => length === 2));
}

/** Which sign separates the decimals; null where none does. */
function decimalIn(text: string, { language, decimals }: NumberForm): string | null {
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last < 0) return null;
  const sign = text.charAt(last);
  const other = sign === '.' ? ',' : '.';
  if (text.indexOf(sign) !== last) return null;
  if (text.includes(other) || text.includes(' ')) return sign;
  if (!isGrouped(text, sign)) return sign;
  // "1.200" or "1,200": the language decides, unless so many decimals make no sense
  return sign === decimalOf(language) && decimals >= 3 ? sign : null;
}

/**
 * A number as people type it ("1,200.5", "1.200,5", "1 200,5", "१२"), as a plain decimal: "1200.5". Null when it
 * is none, or too long to be exact.
 */
export function decimalFrom(raw: string, form: NumberForm): string | null {
  const text = plainDigits(raw);
  const [, sign = '', unsigned] = /^([-+]?)(\d[\d., ]*|[.,]\d+)$/.exec(text) ?? [];
  if (unsigned === undefined) return null;
  const separator = decimalIn(unsigned, form);
  const [whole = '', fraction = '', ...more] = separator === null ? [unsigned] : unsigned.split(separator);
  if (more.length > 0 || !/^\d*$/.test(fraction) || (separator !== null && fraction === '')) return null;
  const grouping = [...new Set(whole.replace(/\d/g, ''))];
  if (grouping.length > 1 || (grouping[0] !== undefined && !isGrouped(whole, grouping[0]))) return null;
  const digits = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '') || '0';
  const decimals = fraction.replace(/0+$/, '');
  if (decimals.length > form.decimals || digits.length + decimals.length > MOST_DIGITS) return null;
  const value = decimals === '' ? digits : `${digits}.${decimals}`;
  return sign === '-' && value !== '0' ? `-${value}` : value;
}
