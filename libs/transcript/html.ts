import type { Transcript } from '#libs/contracts';
import { timeOf } from './text.ts';
import { fill, wordsOf } from './words.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

/** The transcript as a simple page for mail programs. Whatever people typed is text in it and nothing else. */
export function asHtml({ siteName, language, lines }: Transcript): string {
  const words = wordsOf(language);
  const title = escaped(fill(words.title, { site: siteName }));
  const rows = lines.map(({ at, kind, name, text }) => {
    const time = `<span style="color:#666;font-size:12px">${timeOf(at)}</span>`;
    if (kind === 'event') return `<p style="color:#666">${time}<br>${escaped(text)}</p>`;
    const who = escaped(kind === 'note' ? `${words.note}, ${name ?? words.agent}` : (name ?? ''));
    return `<p dir="auto"><strong>${who}</strong> ${time}<br><span style="white-space:pre-wrap">${escaped(text)}</span></p>`;
  });
  return `<!doctype html>
<html lang="${escaped(language)}"><head><meta charset="utf-8"><title>${title}</title></head>
<body style="font-family:sans-serif;line-height:1.45;max-width:640px">
<h1 style="font-size:18px">${title}</h1>
${rows.join('\n')}
</body></html>
`;
}
