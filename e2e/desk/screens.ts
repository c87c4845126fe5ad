import type { Page } from 'playwright-core';
import type { FilledDesk } from './fill.ts';

/** One screen of the inbox that somebody signed in comes to, and how. */
export interface Screen {
  name: string;
  /** Opens it and waits until it stands. */
  open(page: Page): Promise<void>;
  /** What alone is looked at, where it lies over the rest. */
  within?: string;
  /** Leaves what would stand in the way of the next one. */
  leave?(page: Page): Promise<void>;
}

/** Goes to a place of the inbox without loading it again. */
export async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, address);
}

const pressEscape = (page: Page): Promise<void> => page.keyboard.press('Escape');

const conversation = async (page: Page, folder: string, sessionId: string): Promise<void> => {
  await goTo(page, `#/${folder}/${sessionId}`);
  await page.locator('[data-testid=conversation] [data-testid=entry]').last().waitFor();
};

/** What an agent sees who leads the talk "office". */
export function agentScreens({ sessionOf }: FilledDesk): Screen[] {
  const office = (page: Page) => conversation(page, 'mine', sessionOf('office'));
  return [
    {
      name: 'the list of waiting conversations',
      async open(page) {
        await goTo(page, '#/unassigned');
        await page.getByTestId('conversation-row').first().waitFor();
      },
    },
    {
      name: 'the menu of the desk',
      async open(page) {
        await goTo(page, '#/mine');
        await page.getByTestId('desk-menu').click();
        await page.getByTestId('theme-dark').waitFor();
      },
      leave: pressEscape,
    },
    {
      name: 'the sheet of keys',
      async open(page) {
        await page.getByTestId('desk-menu').click();
        await page.getByTestId('open-keys').click();
        await page.locator('dialog[open]').waitFor();
      },
      leave: pressEscape,
    },
    { name: 'a waiting conversation', open: (page) => conversation(page, 'unassigned', sessionOf('waiting-first')) },
    { name: 'a live conversation', open: office },
    {
      name: 'a note being written',
      async open(page) {
        await office(page);
        await page.getByTestId('composer-mode-note').click();
        await page.getByTestId('composer-input').fill('Calls back on Monday');
      },
      async leave(page) {
        await page.getByTestId('composer-input').fill('');
        await page.getByTestId('composer-mode-message').click();
      },
    },
    {
      name: 'the menu of colleagues',
      async open(page) {
        await office(page);
        await page.getByTestId('reassign-menu').click();
        await page.getByRole('menuitem').first().waitFor();
      },
      leave: pressEscape,
    },
    {
      name: 'the question before closing',
      async open(page) {
        await office(page);
        await page.getByTestId('close-conversation').click();
        await page.getByTestId('close-confirm').waitFor();
      },
      leave: pressEscape,
    },
    {
      name: 'the choice of emoji',
      async open(page) {
        await office(page);
        await page.getByTestId('emoji').click();
        await page.getByTestId('emoji-picker').waitFor();
      },
      within: '[data-testid=emoji-picker]',
      leave: pressEscape,
    },
    {
      name: 'the canned replies',
      async open(page) {
        await office(page);
        await page.getByTestId('composer-input').fill('/');
        await page.getByTestId('suggestions-more').click();
        await page.getByTestId('canned-new').click();
        await page.getByTestId('canned-text').waitFor();
      },
      async leave(page) {
        await pressEscape(page);
        await page.getByTestId('composer-input').fill('');
      },
    },
    {
      name: 'what else can be done with a conversation',
      async open(page) {
        await office(page);
        await page.getByTestId('more-actions').click();
        await page.getByTestId('transcript-text').waitFor();
      },
      leave: pressEscape,
    },
    {
      name: 'the question before giving it back',
      async open(page) {
        await office(page);
        await page.getByTestId('more-actions').click();
        await page.getByTestId('return-conversation').click();
        await page.getByTestId('move-confirm').waitFor();
      },
      leave: pressEscape,
    },
    {
      name: 'the details',
      async open(page) {
        await office(page);
        const details = page.getByTestId('details');
        if (!(await details.isVisible())) await page.getByTestId('toggle-details').click();
        await details.getByTestId('results-list').waitFor();
      },
    },
    {
      name: 'a person being edited',
      async open(page) {
        await office(page);
        const details = page.getByTestId('details');
        if (!(await details.isVisible())) await page.getByTestId('toggle-details').click();
        await details.getByTestId('person-edit').click();
        await page.getByTestId('person-save').waitFor();
      },
      leave: pressEscape,
    },
    {
      name: 'what a search finds',
      async open(page) {
        await goTo(page, '#/mine');
        await page.getByTestId('search').fill('lamp');
        await page.getByTestId('conversation-row').first().waitFor();
      },
      leave: (page) => page.getByTestId('search-clear').click(),
    },
    {
      name: 'the filters, and a view being named',
      async open(page) {
        await goTo(page, '#/mine?phase=live');
        await page.getByTestId('filters-toggle').click();
        await page.getByTestId('filters').waitFor();
        await page.getByTestId('view-save').click();
        await page.getByTestId('view-name').waitFor();
      },
      async leave(page) {
        await pressEscape(page);
        await page.getByTestId('filters-toggle').click();
      },
    },
    {
      name: 'the question before logging out everywhere',
      async open(page) {
        await goTo(page, '#/mine');
        await page.getByTestId('log-out-everywhere').click();
        await page.getByTestId('log-out-confirm').waitFor();
      },
      leave: pressEscape,
    },
    { name: 'a closed conversation', open: (page) => conversation(page, 'closed', sessionOf('quote-sent')) },
  ];
}

/** The pages of admins. */
export function adminScreens({ playbook, sessionOf }: FilledDesk): Screen[] {
  const tab = (name: string, testId: string): Screen => ({
    name: `a playbook’s ${name}`,
    async open(page) {
      await goTo(page, `#/playbooks/${playbook.playbookId}/${name}`);
      await page.getByTestId(testId).first().waitFor();
    },
  });
  return [
    {
      name: 'the playbooks',
      async open(page) {
        await goTo(page, '#/playbooks');
        await page.getByTestId('playbook-open').first().waitFor();
      },
    },
    {
      name: 'the choice of templates',
      async open(page) {
        await goTo(page, '#/playbooks');
        await page.getByTestId('playbook-new').click();
        await page.getByTestId('template').first().waitFor();
      },
      leave: pressEscape,
    },
    tab('overview', 'playbook-version'),
    tab('graph', 'graph-card'),
    tab('editor', 'draft-text'),
    tab('try', 'try-timeline'),
    tab('sessions', 'trial-start'),
    {
      name: 'the live view',
      async open(page) {
        await goTo(page, '#/live');
        await page.getByTestId('live-agents').waitFor();
      },
    },
    {
      name: 'the agents to whom a waiting conversation may be given',
      async open(page) {
        await page.getByTestId('live-give').first().click();
        await page.getByTestId('live-give-to').first().waitFor();
      },
      leave: pressEscape,
    },
    ...(['agent', 'team', 'day', 'hour'] as const).map((by) => ({
      name: `the report by ${by}`,
      async open(page: Page) {
        await goTo(page, '#/reports');
        await page.getByTestId('report-by').selectOption(by);
        await page.locator(`[data-testid=report-table][data-by=${by}]`).waitFor();
        const meanings = page.getByTestId('meanings');
        if (by === 'hour') await meanings.click();
      },
    })),
    { name: 'a colleague’s conversation', open: (page) => conversation(page, 'others', sessionOf('hotel')) },
    {
      name: 'the agents',
      async open(page) {
        await goTo(page, '#/agents');
        await page.getByTestId('agent-row').first().waitFor();
      },
    },
    {
      name: 'a new agent',
      async open(page) {
        await page.getByTestId('agent-new').click();
        await page.getByTestId('agent-name').waitFor();
      },
      leave: pressEscape,
    },
    {
      name: 'the settings of notifications',
      async open(page) {
        await goTo(page, '#/notifications');
        await page.getByRole('checkbox').first().waitFor();
      },
    },
    {
      name: 'the settings',
      async open(page) {
        await goTo(page, '#/settings');
        await page.getByTestId('team-add').waitFor();
      },
    },
    {
      name: 'opening hours and offers in the settings',
      async open(page) {
        await page.getByTestId('hours-always').uncheck();
        await page.getByTestId('holiday-add').click();
        await page.getByTestId('holiday-date').waitFor();
        await page.getByTestId('routing-mode').first().waitFor();
      },
    },
  ];
}
