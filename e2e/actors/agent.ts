import type { Browser, Locator, Page } from 'playwright-core';
import { newPerson } from './browser.ts';

export type FolderName = 'unassigned' | 'mine' | 'others' | 'closed';

/** An agent at the inbox. */
export class Agent {
  private constructor(
    readonly page: Page,
    readonly problems: string[],
  ) {}

  static async signIn(
    browser: Browser,
    url: string,
    who: { email: string; password: string },
    options: Parameters<typeof newPerson>[1] = {},
  ): Promise<Agent> {
    const { context, problems } = await newPerson(browser, options);
    const page = await context.newPage();
    await page.goto(`${url}/inbox/`);
    await page.getByTestId('sign-in-email').fill(who.email);
    await page.getByTestId('sign-in-password').fill(who.password);
    await page.getByTestId('sign-in-submit').click();
    await page.getByTestId('folder-unassigned').waitFor();
    return new Agent(page, problems);
  }

  /** The switch at the bottom left. */
  goOnline = (): Promise<void> => this.#turnSwitch(true);

  goAway = (): Promise<void> => this.#turnSwitch(false);

  /** Until the server knows: the page shows it before. */
  async #turnSwitch(on: boolean): Promise<void> {
    const toggle = this.page.getByTestId('switch-online');
    if ((await toggle.getAttribute('aria-checked')) !== String(on)) {
      const known = this.page.waitForResponse((response) => response.url().endsWith('/me/switch') && response.ok());
      await Promise.all([known, toggle.click()]);
    }
    await this.page.locator(`[data-testid=switch-online][aria-checked=${on}]`).waitFor();
  }

  async openFolder(folder: FolderName): Promise<void> {
    await this.page.getByTestId(`folder-${folder}`).click();
  }

  row(sessionId: string): Locator {
    return this.page.locator(`[data-testid=conversation-row][data-session-id="${sessionId}"]`);
  }

  get rows(): Locator {
    return this.page.getByTestId('conversation-row');
  }

  get timeline(): Locator {
    return this.page.getByTestId('timeline');
  }

  async open(sessionId: string): Promise<void> {
    await this.row(sessionId).click();
    await this.timeline.waitFor();
  }

  async say(text: string): Promise<void> {
    await this.page.getByTestId('composer-input').fill(text);
    await this.page.getByTestId('composer-send').click();
  }

  async sees(text: string | RegExp, timeout = 15_000): Promise<void> {
    await this.timeline.getByText(text).last().waitFor({ timeout });
  }

  async reassignTo(agentId: string, note = ''): Promise<void> {
    await this.page.getByTestId('reassign-menu').click();
    await this.page.locator(`[data-testid=reassign-agent][data-agent-id="${agentId}"]`).click();
    await this.page.getByTestId('move-note').fill(note);
    await this.page.getByTestId('move-confirm').click();
  }

  async handBack(): Promise<void> {
    await this.page.getByTestId('more-actions').click();
    await this.page.getByTestId('hand-back').click();
  }

  async returnIt(note = ''): Promise<void> {
    await this.page.getByTestId('more-actions').click();
    await this.page.getByTestId('return-conversation').click();
    await this.page.getByTestId('move-note').fill(note);
    await this.page.getByTestId('move-confirm').click();
  }

  async close(): Promise<void> {
    await this.page.getByTestId('close-conversation').click();
    await this.page.getByTestId('close-confirm').click();
    await this.page.getByTestId('closed-bar').waitFor();
  }

  async fillDetails(details: Record<string, string>): Promise<void> {
    for (const [field, value] of Object.entries(details)) await this.page.getByTestId(`detail-${field}`).fill(value);
    await this.page.getByTestId('details-save').click();
  }

  async createResult(kind: 'lead' | 'deal' | 'crmActivity', title: string): Promise<void> {
    await this.page.getByTestId(`result-create-${kind}`).click();
    await this.page.getByTestId('result-title').fill(title);
    await this.page.getByTestId('result-submit').click();
  }

  get results(): Locator {
    return this.page.getByTestId('results-list');
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}
