export interface TextPart {
  text: string;
  /** Only ever an http or https address. */
  href?: string;
}

const WEB = ['https:', 'http:'];
const CONTACT = ['mailto:', 'tel:'];
const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi;
const TRAILING = /[.,;:!?…)\]}]+$/;

/** The address as it may be followed; undefined for what is none, or would do more than open a page. */
export function webHref(address: string): string | undefined {
  return hrefOf(address, WEB);
}

/** As `webHref`; mail and telephone are addresses, too. */
export function anyHref(address: string): string | undefined {
  return hrefOf(address, [...WEB, ...CONTACT]);
}

function hrefOf(address: string, protocols: readonly string[]): string | undefined {
  try {
    const url = new URL(address);
    return protocols.includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** A closing bracket belongs to the address only where one was opened in it. */
function withoutTrailing(found: string): string {
  const trailing = TRAILING.exec(found)?.[0] ?? '';
  const address = found.slice(0, found.length - trailing.length);
  return trailing.startsWith(')') && address.split('(').length > address.split(')').length ? `${address})` : address;
}

/** Splits a text into plain words and web addresses; joined again, the parts are the text. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrailing(match[0]);
    const href = webHref(address);
    if (!href) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}
