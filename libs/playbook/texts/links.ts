import { type Encode, fill, forUrl, type Piece, type Values } from './interpolate.ts';

/** Characters of a filled link; more than that, some browsers and servers refuse. */
const LINK_LENGTH = 2_000;

/** The host is not to be filled in, nor to be mistaken for something else (`user@host`, backslashes). */
const WEB_HOST = /^https?:\/\/[^\s/?#@\\]+(?=[/?#]|$)/i;
const MAIL_OR_PHONE = /^(?:mailto|tel):/i;
/** White space, control characters and what ends an attribute or a URL in running text. */
const UNSAFE = /[\s\p{Cc}<>"'`\\{}]/u;

/** `@` and `+` mean themselves in addresses and phone numbers. */
const forAddress: Encode = (value) => forUrl(value).replaceAll('%40', '@').replaceAll('%2B', '+');

/** Whether it may become a link: https, http, mailto or tel, with placeholders after the host only. */
export function isLink(pieces: readonly Piece[]): boolean {
  const [first] = pieces;
  if (typeof first !== 'string') return false;
  if (pieces.some((piece) => typeof piece === 'string' && UNSAFE.test(piece))) return false;
  if (MAIL_OR_PHONE.test(first)) return true;
  const [host = ''] = WEB_HOST.exec(first) ?? [];
  if (host === '' || (pieces.length > 1 && host.length === first.length)) return false;
  return URL.canParse(first);
}

/** As `isLink`, https only. */
export const isSecureLink = (pieces: readonly Piece[]): boolean =>
  typeof pieces[0] === 'string' && /^https:/i.test(pieces[0]) && isLink(pieces);

/** A link (see `isLink`) with its fields filled in, encoded; null where that makes it too long. */
export function linkOf(pieces: readonly Piece[], values: Values): string | null {
  const [first] = pieces;
  const encode = typeof first === 'string' && MAIL_OR_PHONE.test(first) ? forAddress : forUrl;
  const href = fill(pieces, values, encode);
  return href.length <= LINK_LENGTH ? href : null;
}
