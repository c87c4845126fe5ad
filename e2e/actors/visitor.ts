import type { Browser, Locator, Page } from 'playwright-core';
import { newPerson } from './browser.ts';

/** A visitor of the demo page, acting through the widget only. */
export class Visitor {
  private constructor(
    readonly page: Page,
    readonly problems: string[],
  ) {}

  static async arrive(browser: Browser, url: string, options: Parameters<typeof newPerson>[1] = {}): Promise<Visitor> {
    const { context, problems } = await newPerson(browser, options);
    const page = await context.newPage();
    await page.goto(`${url}/demo`);
    return new Visitor(page, problems);
  }

  get headerName(): Locator {
    return this.page.getByTestId('foyer-header-name');
  }

  get timeline(): Locator {
    return this.page.getByTestId('foyer-timeline');
  }

  entries(kind?: string): Locator {
    return this.timeline.locator(kind ? `[data-testid=foyer-entry][data-kind=${kind}]` : '[data-testid=foyer-entry]');
  }

  async openChat(): Promise<void> {
    await this.page.getByTestId('foyer-launcher').click();
    await this.timeline.waitFor();
  }

  choice(id: string): Locator {
    return this.page.locator(`[data-testid=foyer-choice][data-choice-id="${id}"]`).last();
  }

  async choose(id: string): Promise<void> {
    await this.choice(id).click();
  }

  async say(text: string): Promise<void> {
    await this.page.getByTestId('foyer-input').fill(text);
    await this.page.getByTestId('foyer-send').click();
  }

  /** Types into the open prompt's field and waits until the bot goes on with `then`. */
  async answers(text: string, then: string | RegExp): Promise<void> {
    await this.say(text);
    await this.sees(then);
  }

  /** Waits until the text stands in the chat. */
  async sees(text: string | RegExp, timeout = 15_000): Promise<void> {
    await this.timeline.getByText(text).last().waitFor({ timeout });
  }

  /** All that was said, in the order shown. */
  async shown(): Promise<string[]> {
    return (await this.entries().allInnerTexts()).map((text) => text.trim());
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}
