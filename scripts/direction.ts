import { globSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Where styles are written; the demo page has its own in a text. */
const STYLES = ['apps/*/src/**/*.css', 'apps/gateway/src/web/demo-page.ts'];

type Rule = (property: string, value: string) => boolean;

/** Values of a shorthand, in the order top, right, bottom, left; `calc(…)` is one. */
const values = (value: string): string[] => value.match(/[^\s(]+(?:\((?:[^()]|\([^()]*\))*\))?/g) ?? [];

const SIDES = /^(margin|padding|inset|border-width|border-color|border-style|scroll-margin|scroll-padding)$/;

/** What means left or right and so does not turn round where people read from the right. */
const RULES: Rule[] = [
  (property) => /(^|-)(left|right)(-|$)/.test(property),
  (property, value) => /^(text-align|float|clear|caption-side)$/.test(property) && /^(left|right)$/.test(value),
  (property, value) => {
    const [, right, , left] = values(value);
    return SIDES.test(property) && left !== undefined && left !== right;
  },
  (property, value) => {
    if (property !== 'border-radius' || value.includes('/')) return false;
    const [topLeft, topRight = topLeft, bottomRight = topLeft, bottomLeft = topRight] = values(value);
    return topLeft !== topRight || bottomLeft !== bottomRight;
  },
  (property, value) => property === 'translate' && !/^(0|none)\b/.test(value),
  (property, value) => property === 'transform' && /translate(X|3d)?\(/.test(value),
];

export interface Finding {
  line: number;
  declaration: string;
}

/** Declarations that name left or right where start and end are meant. */
export function physicalDeclarations(css: string): Finding[] {
  const plain = css.replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '));
  return [...plain.matchAll(/([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])/g)]
    .filter(([, property = '', value = '']) =>
      RULES.some((refuses) => refuses(property, value.replace('!important', '').trim())),
    )
    .map((match) => ({ line: plain.slice(0, match.index).split('\n').length, declaration: match[0] }));
}

function main(): void {
  const found = globSync(STYLES).flatMap((file) =>
    physicalDeclarations(readFileSync(file, 'utf8')).map(({ line, declaration }) => `${file}:${line}: ${declaration}`),
  );
  if (found.length === 0) return;
  console.error(
    `${found.join('\n')}\nWrite start and end (margin-inline-start, inset-inline-end, …), not left and right.`,
  );
  process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
