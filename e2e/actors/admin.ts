import type { Locator, Page } from 'playwright-core';
import { Agent } from './agent.ts';
import { goByRail } from './rail.ts';

export type Tab = 'overview' | 'graph' | 'editor' | 'try' | 'sessions';

export interface NewPlaybook {
  templateId: string;
  name: string;
  /** Beside those that the dialog proposes. */
  alsoIn?: string;
  botName: string;
  /** "#rrggbb" */
  accent: string;
}

/** An admin at the playbook pages. */
export class Admin {
  private constructor(
    readonly page: Page,
    readonly problems: string[],
  ) {}

  static async signIn(...[browser, url, who, options]: Parameters<typeof Agent.signIn>): Promise<Admin> {
    const { page, problems } = await Agent.signIn(browser, url, who, options);
    const admin = new Admin(page, problems);
    await admin.openList();
    return admin;
  }

  /** Waits for the words in a toast. */
  async isTold(words: string | RegExp): Promise<void> {
    await this.page.getByText(words).first().waitFor();
  }

  async openList(): Promise<void> {
    await goByRail(this.page, 'playbooks');
    await this.page.getByTestId('playbooks-list').waitFor();
  }

  async openPlaybook(name: string): Promise<void> {
    await this.openList();
    await this.page.getByTestId('playbook-open').filter({ hasText: name }).click();
    await this.page.getByTestId('playbook-page').waitFor();
  }

  async openTab(tab: Tab): Promise<void> {
    await this.page.getByTestId(`tab-${tab}`).click();
    await this.page.locator(`[data-testid=tab-${tab}][aria-selected=true]`).waitFor();
  }

  async createFromTemplate({ templateId, name, alsoIn, botName, accent }: NewPlaybook): Promise<void> {
    const { page } = this;
    await page.getByTestId('playbook-new').click();
    await page.locator(`[data-testid=template][data-template-id=${templateId}]`).click();
    await page.getByTestId('dialog-name').fill(name);
    if (alsoIn !== undefined) {
      await page.getByTestId('language-code').fill(alsoIn);
      await page.getByTestId('language-code').press('Enter');
    }
    await page.getByTestId('appearance-name').fill(botName);
    await page.getByTestId('appearance-accent').fill(accent);
    await page.getByTestId('dialog-submit').click();
    await page.getByTestId('draft-text').waitFor();
  }

  get draftProblems(): Locator {
    return this.page.getByTestId('problem');
  }

  /** Replaces in the editor by the editor's own search; "\n" is a line's end. */
  async replace(words: string, by: string): Promise<void> {
    const { page } = this;
    await page.getByTestId('draft-text').focus();
    await page.keyboard.press('Control+f');
    const panel = page.locator('.cm-search');
    await panel.getByRole('textbox', { name: 'Find' }).fill(words);
    await panel.getByRole('textbox', { name: 'Replace' }).fill(by);
    await panel.locator('[name=replaceAll]').click();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  }

  /** Publishes the draft; answers when it is told that this was done. */
  async publish(note: string, version: number): Promise<void> {
    const { page } = this;
    await page.getByTestId('draft-publish').click();
    await page.getByTestId('publish-note').fill(note);
    await page.getByTestId('dialog-submit').click();
    await this.isTold(`Version ${version} was published`);
  }

  version(version: number): Locator {
    return this.page.locator(`[data-testid=playbook-version][data-version="${version}"]`);
  }

  async activate(version: number): Promise<void> {
    await this.openTab('overview');
    await this.version(version).getByTestId('version-activate').click();
    await this.version(version).getByTestId('version-active').waitFor();
  }

  async rollBack(): Promise<void> {
    await this.openTab('overview');
    await this.page.getByTestId('roll-back').click();
    await this.page.getByTestId('roll-back-confirm').click();
    await this.isTold(/was rolled back/);
  }

  /** Who changed what, newest first, without the times. */
  async history(): Promise<string[]> {
    await this.openTab('overview');
    return this.page.getByTestId('history').locator('li > span').allInnerTexts();
  }

  card(cardId: string): Locator {
    return this.page.locator(`[data-testid=graph-card][data-card-id="${cardId}"]`);
  }

  /** Begins a trial of the draft, and waits until it is done. */
  async tryOnSessions(): Promise<void> {
    await this.openTab('sessions');
    await this.page.getByTestId('trial-start').click();
    await this.page.locator('[data-testid=trial][data-state=done]').waitFor({ timeout: 30_000 });
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}
