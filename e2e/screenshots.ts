/**
 * `npm run screenshots`: starts the product on services of its own, fills it with a morning's conversations and takes
 * the pictures of the main screens into docs/images. Needs an installed Chromium, and `npm run build` before.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startServices } from '#libs/testing';
import { Agent } from './actors/agent.ts';
import { DESKTOP, PHONE } from './actors/browser.ts';
import { Visitor } from './actors/visitor.ts';
import { fillDesk } from './desk/fill.ts';
import { fillMonth } from './desk/month.ts';
import { goTo } from './desk/screens.ts';
import { createWorld } from './world.ts';

/** Where the pictures go; another folder can be named. */
const FOLDER = process.argv[2] ?? join(import.meta.dirname, '..', 'docs', 'images');
/** Room for the list, a conversation and its details. */
const WIDE = { width: 1440, height: 900 };
const still = { reducedMotion: 'reduce' } as const;

const services = await startServices();
try {
  await take();
} finally {
  await services.stop();
}
process.exit();

async function picture(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const image = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await writeFile(join(FOLDER, `${name}.png`), image);
  console.error(`screenshots: ${name}.png, ${Math.round(image.length / 1024)} KB`);
}

async function take(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  console.error('screenshots: starting PostgreSQL, Temporal, gateway and worker');
  const world = await createWorld({ windows: true });
  const { browser, stack } = world;
  const desk = await fillDesk(world);
  const office = `#/mine/${desk.sessionOf('office')}`;
  const openOffice = async (page: Page) => {
    await goTo(page, office);
    await page.getByTestId('timeline').getByText('What do you need from me?').waitFor();
    await page.locator('[data-testid=result][data-state=created]').waitFor({ state: 'attached' });
    await page.getByText('Known by this e-mail').waitFor({ state: 'attached' });
    await page.getByText('Lead created').scrollIntoViewIfNeeded();
  };

  for (const colorScheme of ['light', 'dark'] as const) {
    const ana = await Agent.signIn(browser, stack.url, world.ana, { ...still, viewport: WIDE, colorScheme });
    await openOffice(ana.page);
    await picture(ana.page, `inbox-${colorScheme}`);
    if (colorScheme === 'light') {
      await ana.page.getByTestId('desk-menu').click();
      await ana.page.getByTestId('density').click();
      await picture(ana.page, 'inbox-dense');
    }
    await ana.leave();
  }

  const phone = await Agent.signIn(browser, stack.url, world.ana, { ...still, viewport: PHONE, colorScheme: 'light' });
  await goTo(phone.page, '#/mine');
  await phone.rows.first().waitFor();
  await picture(phone.page, 'phone-list');
  await openOffice(phone.page);
  await picture(phone.page, 'phone-conversation');
  await phone.leave();

  const alex = await Agent.signIn(browser, stack.url, world.admin, {
    ...still,
    viewport: DESKTOP,
    colorScheme: 'light',
  });
  await goTo(alex.page, `#/playbooks/${desk.playbook.playbookId}/graph`);
  await alex.page.getByTestId('graph-card').first().waitFor();
  await alex.page.getByText('Numbers of version').waitFor();
  await picture(alex.page, 'playbook-graph');
  await fillMonth(world);
  await goTo(alex.page, '#/live');
  await alex.page.getByTestId('live-agents').waitFor();
  await picture(alex.page, 'live');
  await goTo(alex.page, '#/reports');
  await alex.page.getByTestId('preset-month').click();
  await alex.page.getByTestId('report-by').selectOption('day');
  await alex.page.locator('[data-testid=report-table][data-by=day]').waitFor();
  await alex.page.getByTestId('chart').waitFor();
  await picture(alex.page, 'reports');
  await alex.leave();

  for (const [name, viewport] of [
    ['widget-desktop', DESKTOP],
    ['widget-phone', PHONE],
  ] as const) {
    const vera = await Visitor.arrive(browser, stack.url, { ...still, viewport, colorScheme: 'light' });
    await vera.openChat();
    await vera.choose('leave');
    await vera.sees(/your name/);
    await vera.answers('Vera Holm', /best e-mail address/);
    await picture(vera.page, name);
    await vera.leave();
  }

  desk.leave();
  await world.end();
}
