import { extname } from 'node:path';
import { fileTypeFromBuffer } from 'file-type';

/**
 * What visitors may send, and by which endings its names go; the first one is added to a name that has none of them.
 * No archives, and nothing that a browser or an office program would run: no HTML, no SVG, no macros.
 */
const ENDINGS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/gif': ['.gif'],
  'image/webp': ['.webp'],
  'application/pdf': ['.pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['.pptx'],
  'application/vnd.oasis.opendocument.text': ['.odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['.ods'],
  'application/vnd.oasis.opendocument.presentation': ['.odp'],
  'text/csv': ['.csv'],
  'text/plain': ['.txt', '.log', '.md'],
};

/** Bytes that no text has: control characters but tab, line feed, form feed and carriage return. */
const isControl = (byte: number): boolean =>
  byte < 0x20 ? byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d : byte === 0x7f;

/** Text in any encoding that extends ASCII. What begins like markup (HTML, XML, SVG) is none. */
function isPlainText(content: Buffer): boolean {
  if (content.length === 0 || content.some(isControl)) return false;
  const start = content.subarray(0, 1_024).toString('utf8');
  return !start
    .replace(/^\uFEFF/, '')
    .trimStart()
    .startsWith('<');
}

/**
 * The media type by what the file holds, whatever it is called (a name only tells tables from other text).
 * Null where it is none of those that are taken.
 */
export async function mediaTypeOf(content: Buffer, name: string): Promise<string | null> {
  const found = await fileTypeFromBuffer(content);
  if (found) return Object.hasOwn(ENDINGS, found.mime) ? found.mime : null;
  if (!isPlainText(content)) return null;
  return extname(name).toLowerCase() === '.csv' ? 'text/csv' : 'text/plain';
}

const LONGEST_NAME = 120;

/**
 * A name to show and to save under: no folders, no invisible characters, and an ending that fits the type, so that
 * nobody's computer opens a text as a web page.
 */
export function safeName(given: string, mediaType: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const visible = last.replaceAll(/[\p{C}\p{Zl}\p{Zp}<>:"|?*]/gu, '').replace(/^[\s.]+|[\s.]+$/g, '');
  const endings = ENDINGS[mediaType] ?? ['.bin'];
  const ending = endings.find((known) => visible.toLowerCase().endsWith(known) && visible.length > known.length);
  const stem = ending ? visible.slice(0, -ending.length) : visible;
  return `${[...stem].slice(0, LONGEST_NAME).join('') || 'file'}${ending ?? endings[0]}`;
}
