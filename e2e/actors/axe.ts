import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** What WCAG 2.2 asks for at levels A and AA, as far as a program can tell. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Experimental: takes the words of a card that is drawn, line by line, for its label. */
const OFF = { 'label-content-name-mismatch': { enabled: false } };

type WithAxe = { axe: { run: (context: string, options: object) => Promise<AxeResults> } };

/**
 * Looks at the page as it is with axe-core, shadow roots included. One line for each thing that is wrong.
 * @param within what alone is looked at: of what lies over the page, whose targets below cannot be hit meanwhile
 */
export async function axeFindings(page: Page, within = 'html'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await source);
  const { violations } = await page.evaluate(
    ([values, rules, context]) =>
      (window as unknown as WithAxe).axe.run(context, {
        runOnly: { type: 'tag', values },
        rules,
        resultTypes: ['violations'],
      }),
    [TAGS, OFF, within] as const,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '', html }) => {
      const why = failureSummary.split('\n').slice(1, 3).join(' ').trim();
      return `${id}: ${target.flat().join(' > ')} | ${html.slice(0, 160)} | ${why}`;
    }),
  );
}
