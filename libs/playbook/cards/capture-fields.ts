import { z } from 'zod';
import type { InputKind } from '#libs/contracts';

/** Characters of a captured name or organisation. */
const LINE_LENGTH = 200;
/** Characters of a captured free text; as many as a conversation's note holds. */
const TEXT_LENGTH = 4_000;
/** RFC 5321's limit of a path. */
const EMAIL_LENGTH = 254;

const emailSchema = z.email();

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

/** Digits, with a leading "+" where the country code was given ("+" or "00"). */
function phone(raw: string): string | null {
  const compact = raw.normalize('NFKC').replace(/[\s().\-/]/g, '');
  const value = compact.replace(/^00/, '+');
  return /^\+?\d{6,15}$/.test(value) ? value : null;
}

/** What was typed, as it is kept for the field; null when it cannot be right. */
export const CAPTURE_FIELDS: Record<InputKind, (raw: string) => string | null> = {
  name: line,
  organisation: line,
  text,
  email,
  phone,
};
