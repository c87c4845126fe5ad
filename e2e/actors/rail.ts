import type { Page } from 'playwright-core';

/** Where an entry of the rail leads; on a phone it is behind "More", under the page's own name. */
const PAGE_OF = { playbooks: 'playbooks', lead: 'live' } as const;

/** Goes to a page beside the folders as somebody at this screen does. */
export async function goByRail(page: Page, entry: keyof typeof PAGE_OF): Promise<void> {
  const more = page.getByTestId('rail-more');
  if (await more.isVisible()) {
    await more.click();
    await page.getByTestId(`more-${PAGE_OF[entry]}`).click();
  } else {
    await page.getByTestId(entry).click();
  }
}
