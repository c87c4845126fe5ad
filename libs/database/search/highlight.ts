/** What is looked for, as it is compared. */
export interface Wanted {
  words: string[];
  /** The digits of what may be a phone number, without leading zeros; null: it is none. */
  digits: string | null;
}

interface Span {
  text: string;
  hit: boolean;
}

/** Characters of a snippet, and of what is shown before the first hit. */
const LENGTH = 160;
const BEFORE = 40;

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const LOOKS_LIKE_PHONE = /^[-+0-9 ()./]{4,}$/;

/** As `search_fold` of the database compares: small, without accents. */
const fold = (word: string): string => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

export function wantedOf(text: string): Wanted {
  const digits = LOOKS_LIKE_PHONE.test(text) ? text.replace(/\D/g, '').replace(/^0+/, '') : '';
  return { words: (text.match(WORD) ?? []).map(fold), digits: digits === '' ? null : digits };
}

/** The last word may be begun only. A word of a card's id may begin within it. */
const isHit = (word: string, { words }: Wanted): boolean => {
  const folded = fold(word);
  return words.some((wanted, index) => (index === words.length - 1 ? folded.startsWith(wanted) : folded === wanted));
};

/** The text around the first hit, in spans; null where nothing hits. */
export function highlight(text: string, wanted: Wanted, isPhone = false): Span[] | null {
  if (isPhone && wanted.digits !== null && text.replace(/\D/g, '').includes(wanted.digits))
    return [{ text, hit: true }];
  const spans: Span[] = [];
  let end = 0;
  for (const found of text.matchAll(WORD)) {
    if (!found[0].split(/(?<=[a-z0-9])(?=[A-Z])/).some((word) => isHit(word, wanted))) continue;
    if (found.index > end) spans.push({ text: text.slice(end, found.index), hit: false });
    end = found.index + found[0].length;
    spans.push({ text: found[0], hit: true });
  }
  if (spans.length === 0) return null;
  if (end < text.length) spans.push({ text: text.slice(end), hit: false });
  return shortened(spans);
}

function shortened([first, ...others]: Span[]): Span[] {
  const spans: Span[] = [];
  let left = LENGTH;
  for (const [index, { text, hit }] of [first as Span, ...others].entries()) {
    if (left <= 0) break;
    const isLead = index === 0 && !hit && text.length > BEFORE;
    const part = isLead ? `…${wellFormed(text.slice(-BEFORE))}` : text;
    const kept = part.length > left ? `${wellFormed(part.slice(0, left))}…` : part;
    spans.push({ text: kept, hit });
    left -= part.length;
  }
  return spans;
}

/** A cut may fall into a surrogate pair. */
const wellFormed = (text: string): string => text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
