import { piecesOf } from '../texts/interpolate.ts';
import { isLink, isSecureLink } from '../texts/links.ts';

/** A field to be filled in, or what was meant to be one. */
const PLACEHOLDER = /\{\{[^{}]*\}\}/g;
/** What URL parsers drop or read as something else. */
const TRICKY = /[\s\\]|\p{Cc}/u;
const AUTHORITY = /^https?:\/\/([^/?#]*)/i;

const authorityOf = (template: string): string => AUTHORITY.exec(template)?.[1] ?? '';

/**
 * Why a request to this template of a URL would not be safe, as a sentence; null when it is. Fields may be filled in
 * behind the host only.
 */
export function unsafeUrl(template: string): string | null {
  if (TRICKY.test(template.replaceAll(PLACEHOLDER, ''))) return 'A URL has no blanks, “\\” or control characters.';
  if (!/^https:\/\//i.test(template)) return 'This must begin with “https://”.';
  const authority = authorityOf(template);
  if (/[{}]/.test(authority)) return 'The host must stand here as it is, with no field in it.';
  if (authority.includes('@')) return 'A URL must not hold a user name or a password.';
  if (!isSecureLink(piecesOf(template)) || !URL.canParse(template.replaceAll(PLACEHOLDER, 'x')))
    return 'This is no URL.';
  return null;
}

/** What is written as a link: `](` and all up to the next bracket. An escaped bracket writes none. */
const LINK = /(?<!\\)\]\(([^)\n]*)\)/g;

/** The targets of a text's links that must not be followed. */
export const unsafeLinks = (text: string): string[] =>
  [...text.matchAll(LINK)]
    .map((match) => match[1] ?? '')
    .filter((target) => !isLink(piecesOf(target)) || authorityOf(target).includes('@'));
