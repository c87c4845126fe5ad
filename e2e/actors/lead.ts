import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { Agent } from './agent.ts';
import { goByRail } from './rail.ts';

/** A supervisor at the pages for those who lead others. */
export class Lead {
  private constructor(
    readonly page: Page,
    readonly problems: string[],
  ) {}

  static async signIn(...[browser, url, who, options]: Parameters<typeof Agent.signIn>): Promise<Lead> {
    const { page, problems } = await Agent.signIn(browser, url, who, options);
    const lead = new Lead(page, problems);
    await goByRail(page, 'lead');
    await page.getByTestId('live-agents').waitFor();
    return lead;
  }

  /** One of today's numbers, as it is written. */
  today(
    name:
      | 'waiting'
      | 'live'
      | 'new'
      | 'closed'
      | 'missed'
      | 'nobody-online'
      | 'nobody-picked-up'
      | 'pick-up'
      | 'first-response',
  ): Locator {
    return this.page.getByTestId(`today-${name}`);
  }

  /** A conversation among those who wait or are live. */
  row(phase: 'waiting' | 'live', sessionId: string): Locator {
    return this.page.locator(`[data-testid=live-${phase}] [data-testid=live-row][data-session-id="${sessionId}"]`);
  }

  agent(agentId: string): Locator {
    return this.page.locator(`[data-testid=live-agent-row][data-agent-id="${agentId}"]`);
  }

  async give(sessionId: string, agentId: string): Promise<void> {
    await this.row('waiting', sessionId).getByTestId('live-give').click();
    await this.page.locator(`[data-testid=live-give-to][data-agent-id="${agentId}"]`).click();
  }

  async openReports(): Promise<void> {
    await this.page.getByTestId('lead-to-reports').click();
    await this.page.getByTestId('report-table').waitFor();
  }

  async openLive(): Promise<void> {
    await this.page.getByTestId('lead-to-live').click();
    await this.page.getByTestId('live-agents').waitFor();
  }

  async groupBy(by: 'agent' | 'team' | 'day' | 'hour'): Promise<void> {
    await this.page.getByTestId('report-by').selectOption(by);
  }

  /** A number of the report; `key` is the row's, or "total". */
  number(key: string, column: string): Locator {
    return this.page.locator(`[data-testid=report-row][data-key="${key}"] [data-column=${column}]`);
  }

  /** What the button saves. */
  async saved(testId: 'export-report' | 'export-conversations'): Promise<{ name: string; text: string }> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.page.getByTestId(testId).click()]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}
