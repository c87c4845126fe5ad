import type { Transcript } from '#libs/contracts';
import { fill, wordsOf } from './words.ts';

/** "2030-01-02 03:04 UTC": the same for whoever reads it, wherever they are. */
export const timeOf = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

/** The transcript as plain text. */
export function asText({ siteName, language, startedAt, lines }: Transcript): string {
  const words = wordsOf(language);
  const head = fill(words.title, { site: siteName }) + (startedAt === null ? '' : `\n${timeOf(startedAt)}`);
  const said = lines.map(({ at, kind, name, text }) => {
    if (kind === 'event') return `[${timeOf(at)}] — ${text}`;
    const who = kind === 'note' ? `${words.note}, ${name ?? words.agent}` : (name ?? '');
    // what follows in the same message is moved in, so that nobody's words look like somebody else's line
    return `[${timeOf(at)}] ${who}:\n${text.replaceAll(/^/gm, '    ')}`;
  });
  return `${[head, ...said].join('\n\n')}\n`;
}
