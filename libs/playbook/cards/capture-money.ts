import { decimalFrom } from './capture-numbers.ts';

/** Digits of an amount before the decimals, as many as a result's value holds. */
const MOST_DIGITS = 12;

/** Signs of one currency each. */
const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₽': 'RUB',
  '₺': 'TRY',
  '₩': 'KRW',
  '₪': 'ILS',
  '₴': 'UAH',
  '₫': 'VND',
  '₱': 'PHP',
  '₦': 'NGN',
  '฿': 'THB',
  r$: 'BRL',
  us$: 'USD',
  zł: 'PLN',
  kč: 'CZK',
  ft: 'HUF',
  euro: 'EUR',
  euros: 'EUR',
};

/** Signs that several currencies share, the likeliest first: the card's own wins. */
const SHARED_SIGNS: Readonly<Record<string, readonly string[]>> = {
  $: ['USD', 'CAD', 'AUD', 'NZD', 'MXN', 'ARS', 'CLP', 'COP', 'UYU', 'HKD', 'SGD', 'TWD'],
  '¥': ['JPY', 'CNY'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
};

const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** What stands before and after the digits. */
const PARTS = /^([^\p{Nd}.,+-]*)([-+]?[.,]?\p{Nd}(?:.*\p{Nd})?)(\P{Nd}*)$/u;
/** No cents, as people write it: "1.200,- €". */
const NO_CENTS = /^[.,]\s?[-–—]+/;

/** The currency that a sign or code names, null when it is none; `own` is the card's. */
function currencyOf(name: string, own: string | undefined): string | null {
  const code = name.toUpperCase();
  if (CODES.has(code)) return code;
  const key = name.toLowerCase();
  if (Object.hasOwn(SIGNS, key)) return SIGNS[key] ?? null;
  const shared = Object.hasOwn(SHARED_SIGNS, key) ? (SHARED_SIGNS[key] ?? []) : [];
  return shared.find((currency) => currency === own) ?? shared[0] ?? null;
}

/** The currency that all names agree on: null when they do not, undefined when nobody names one. */
function agreedCurrency(names: readonly string[], own: string | undefined): string | null | undefined {
  const [first, second] = names;
  if (first === undefined) return own;
  if (second === undefined) return currencyOf(first, own);
  const code = currencyOf(second, own);
  return code !== null && currencyOf(first, code) === code ? code : null;
}

/**
 * An amount as people type it ("1.200,5 €", "$1,200", "EUR 300"), kept as "1200.50 EUR". Without a currency where
 * neither the visitor nor the card (`own`) names one. Null when it is no amount, negative, or has more than two
 * decimals.
 */
export function moneyFrom(raw: string, language: string, own: string | undefined): string | null {
  const [, before = '', amount = '', after = ''] = PARTS.exec(raw.normalize('NFKC').trim()) ?? [];
  const names = [before, after.replace(NO_CENTS, '')].map((name) => name.trim()).filter((name) => name !== '');
  const currency = agreedCurrency(names, own);
  const value = decimalFrom(amount, { language, decimals: 2 });
  if (currency === null || value === null || value.startsWith('-')) return null;
  const [whole = '', decimals] = value.split('.');
  if (whole.length > MOST_DIGITS) return null;
  const kept = decimals === undefined ? whole : `${whole}.${decimals.padEnd(2, '0')}`;
  return currency === undefined ? kept : `${kept} ${currency}`;
}
