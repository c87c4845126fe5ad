const MONEY = /^(\d{1,12}(?:\.\d{1,2})?)(?: ([A-Z]{3}))?$/;

/** The decimal amount and the currency of a field that holds money ("1200.50 EUR") or a number; null otherwise. */
export function moneyOf(value: string): { amount: string; currency: string | null } | null {
  const [, amount, currency = null] = MONEY.exec(value) ?? [];
  return amount === undefined ? null : { amount, currency };
}
