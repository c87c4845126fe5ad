import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { z } from 'zod';
import type { CardOf, InputKind } from '#libs/contracts';
import { dateFrom } from './capture-dates.ts';
import { moneyFrom } from './capture-money.ts';
import { decimalFrom } from './capture-numbers.ts';

/** Characters of a captured name or organisation, and of anything else that is one line. */
const LINE_LENGTH = 200;
/** Characters of a captured free text; as many as a conversation's note holds. */
const TEXT_LENGTH = 4_000;
/** RFC 5321's limit of a path. */
const EMAIL_LENGTH = 254;
const URL_LENGTH = 2_000;
/** Digits behind the separator; a number's exactness is limited by its length. */
const DECIMALS = 15;
/** Of a rating whose card does not say it. */
const RATING_MOST = 5;

const emailSchema = z.email();

type Capture = Pick<CardOf<'capture'>, 'min' | 'max' | 'currency' | 'country'>;

/** What was typed, as it is kept for the field; null when it cannot be right. `language` is the session's. */
type Reader = (raw: string, card: Capture, language: string) => string | null;

function line(raw: string): string | null {
  const value = raw.replace(/\s+/g, ' ').trim();
  return value !== '' && value.length <= LINE_LENGTH ? value : null;
}

function text(raw: string): string | null {
  const value = raw.trim();
  return value !== '' && value.length <= TEXT_LENGTH ? value : null;
}

function email(raw: string): string | null {
  const value = raw.trim();
  return value.length <= EMAIL_LENGTH && emailSchema.safeParse(value).success ? value : null;
}

function validPhone(raw: string, country: CountryCode | undefined): string | null {
  const phone = parsePhoneNumberFromString(raw, { extract: false, ...(country && { defaultCountry: country }) });
  return phone?.isValid() ? phone.number : null;
}

/**
 * E.164. The library's smallest metadata knows lengths and prefixes of every country, not which numbers are mobile:
 * enough to catch slips, and it refuses no number that was given out after its release.
 */
function phone(raw: string, { country }: Capture): string | null {
  const value = line(raw.normalize('NFKC'));
  if (value === null) return null;
  const home = country !== undefined && isSupportedCountry(country) ? country : undefined;
  // "00" is how most of the world dials "+"
  return validPhone(value, home) ?? (value.startsWith('00') ? validPhone(`+${value.slice(2)}`, undefined) : null);
}

const within = (value: number, { min, max }: Pick<Capture, 'min' | 'max'>): boolean =>
  value >= (min ?? -Infinity) && value <= (max ?? Infinity);

function number(raw: string, card: Capture, language: string): string | null {
  const value = raw.length <= LINE_LENGTH ? decimalFrom(raw, { language, decimals: DECIMALS }) : null;
  return value !== null && within(Number(value), card) ? value : null;
}

function money(raw: string, card: Capture, language: string): string | null {
  const value = raw.length <= LINE_LENGTH ? moneyFrom(raw, language, card.currency) : null;
  return value !== null && within(Number.parseFloat(value), card) ? value : null;
}

function rating(raw: string, card: Capture, language: string): string | null {
  const value = number(raw, limitsOf('rating', card), language);
  return value !== null && Number.isInteger(Number(value)) ? value : null;
}

/** A web address; the scheme may be left out, as people do. */
function url(raw: string): string | null {
  const value = raw.trim();
  if (value.length > URL_LENGTH || /\s|\p{Cc}/u.test(value)) return null;
  const parsed = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `https://${value}`);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return null;
  const foreign = parsed.username !== '' || parsed.password !== '' || !/\.[a-z][a-z0-9-]+$/.test(parsed.hostname);
  return foreign ? null : parsed.href;
}

const READERS: Readonly<Record<InputKind, Reader>> = {
  name: line,
  organisation: line,
  text,
  email,
  phone,
  number,
  money,
  date: (raw, _card, language) => dateFrom(raw, language),
  url,
  rating,
  // what is typed is no file
  file: () => null,
};

/** What a capture of the type takes at the least and the most. */
export function limitsOf(type: InputKind, { min, max }: Pick<Capture, 'min' | 'max'>): { min?: number; max?: number } {
  if (type === 'rating') return { min: 1, max: max ?? RATING_MOST };
  if (type !== 'number' && type !== 'money') return {};
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

/** What was typed into a capture, as it is kept for the field; null when it cannot be right. */
export const valueFrom = (raw: string, card: Capture & { type: InputKind }, language: string): string | null =>
  READERS[card.type](raw, card, language);

/** What is kept of a file. */
export const fileValue = (fileId: string): string => `file:${fileId}`;
