import type { Page } from 'playwright-core';
import { eventually, mustCall } from '#libs/testing';
import { Agent } from './actors/agent.ts';
import { newPerson } from './actors/browser.ts';
import { Visitor } from './actors/visitor.ts';
import { type FilledDesk, fillDesk } from './desk/fill.ts';
import { adminScreens, agentScreens, goTo } from './desk/screens.ts';
import { browserStory, createWorld, type World } from './world.ts';

/** What is wider than the window, so that a page scrolls sideways. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

browserStory('looks', () => {
  let world: World;
  let desk: FilledDesk;

  beforeAll(async () => {
    world = await createWorld();
    desk = await fillDesk(world);
  }, 180_000);
  afterAll(async () => {
    desk?.leave();
    await world?.end();
  }, 60_000);

  const admin = (options: Parameters<typeof newPerson>[1]) =>
    Agent.signIn(world.browser, world.stack.url, world.admin, options);

  test.each([
    [360, 'ltr', 'en'],
    [360, 'rtl', 'en'],
    [360, 'ltr', 'es'],
    [360, 'ltr', 'pt'],
    [360, 'ltr', 'de'],
    [360, 'ltr', 'fr'],
    [1000, 'ltr', 'de'],
    [1280, 'rtl', 'en'],
    [2200, 'ltr', 'en'],
  ] as const)(
    'nothing is cut off at %d px, %s, in the language %s',
    async (width, dir, locale) => {
      const { page, leave } = await bothDirections(width, dir, locale);
      const wide: string[] = [];
      for (const { name, open, leave: shut } of [...agentScreens(desk), ...adminScreens(desk)]) {
        await open(page);
        if ((await overflow(page)) > 0) wide.push(name);
        await shut?.(page);
      }
      expect(wide).toEqual([]);
      await goTo(page, '#/settings');
      const arrow = page.getByTestId('settings-page').locator('.icon-directed').first();
      expect(await arrow.evaluate((icon) => getComputedStyle(icon).scale)).toBe(dir === 'ltr' ? 'none' : '-1 1');
      const rail = (await page.getByTestId('folder-unassigned').boundingBox())!;
      if (width >= 1000) expect(rail.x < width / 2).toBe(dir === 'ltr');
      await leave();
    },
    240_000,
  );

  async function bothDirections(width: number, dir: 'ltr' | 'rtl', locale: string) {
    const alex = await admin({ viewport: { width, height: 800 }, reducedMotion: 'reduce', locale });
    // no language of the inbox is written from the right yet: its pages are turned round here
    await alex.page.evaluate((wanted) => {
      document.documentElement.dir = wanted;
    }, dir);
    // the admin leads the talk that the screens show
    const { adminToken: token, ana, stack } = world;
    await mustCall(stack.url, 'PUT', '/me/switch', { token, body: { on: true } });
    await giveTo(world.admin.id);
    return {
      page: alex.page,
      leave: async () => {
        await giveTo(ana.id);
        await alex.leave();
      },
    };
  }

  async function giveTo(agentId: string): Promise<void> {
    const body = { clientId: crypto.randomUUID().replaceAll('-', ''), agentId };
    const path = `/conversations/${desk.sessionOf('office')}/reassign`;
    await mustCall(world.stack.url, 'POST', path, { token: world.adminToken, body });
  }

  test('the dense display shows more, and this browser remembers it', async () => {
    const ana = await Agent.signIn(world.browser, world.stack.url, world.ana);
    const { page } = ana;
    await goTo(page, '#/mine');
    await ana.rows.first().waitFor();
    const height = async () => (await ana.rows.first().boundingBox())!.height;
    const comfortable = await height();
    await page.getByTestId('desk-menu').click();
    await page.getByTestId('density').click();
    await page.locator('html[data-density=dense]').waitFor();
    await eventually(async () => expect(await height()).toBeLessThan(comfortable - 5));
    await page.reload();
    await ana.rows.first().waitFor();
    await eventually(async () => expect(await height()).toBeLessThan(comfortable - 5));
    await ana.leave();
  }, 60_000);

  test('on a phone the bar has the folders and one more entry', async () => {
    const alex = await admin({ viewport: { width: 360, height: 780 } });
    const bar = alex.page.locator('.rail-nav');
    await eventually(async () => expect(await bar.getByRole('button').filter({ visible: true }).count()).toBe(5));
    await alex.page.getByTestId('rail-more').click();
    await alex.page.getByTestId('more-reports').click();
    await alex.page.getByTestId('lead-reports').waitFor();
    await alex.leave();
  }, 60_000);

  test.each([
    ['pt-BR', 'Minhas conversas', 'Entre na sua caixa de entrada'],
    ['de-DE', 'Meine Gespräche', 'Im Posteingang anmelden'],
    ['fr-FR', 'Mes conversations', 'Connectez-vous à votre boîte de réception'],
  ])(
    'the inbox speaks the browser’s language: %s',
    async (locale, folder, title) => {
      const { context } = await newPerson(world.browser, { locale });
      const page = await context.newPage();
      await page.goto(`${world.stack.url}/inbox/`);
      await page.getByText(title).waitFor();
      await page.getByTestId('sign-in-email').fill(world.ana.email);
      await page.getByTestId('sign-in-password').fill(world.ana.password);
      await page.getByTestId('sign-in-submit').click();
      await page.getByTestId('folder-mine').getByText(folder).waitFor();
      await eventually(async () => expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2)));
      expect(await page.getByTestId('language').locator('option').allInnerTexts()).toEqual([
        'English',
        'Español',
        'Português',
        'Deutsch',
        'Français',
      ]);
      await context.close();
    },
    60_000,
  );

  test('the widget speaks German and stands at the left in Hebrew, where the playbook does', async () => {
    const speaks = (language: string, text: string) =>
      world.usePlaybook({
        format: 2,
        name: `In ${language}`,
        languages: [language],
        appearance: { botName: 'Foyer', accent: '#1f5eff', onAccent: '#ffffff' },
        start: 'hello',
        cards: {
          hello: {
            kind: 'question',
            text: { [language]: text },
            choices: [{ id: 'go', text: { [language]: text }, next: 'bye' }],
          },
          bye: { kind: 'end', text: { [language]: text } },
        },
      });
    await speaks('de', 'Guten Tag!');
    const vera = await Visitor.arrive(world.browser, world.stack.url);
    await vera.openChat();
    await vera.page.getByPlaceholder('Nachricht schreiben…').waitFor();
    await vera.leave();

    await speaks('he', 'שלום! איך אפשר לעזור?');
    const noa = await Visitor.arrive(world.browser, world.stack.url);
    await noa.openChat();
    const bubble = noa.entries('prompt').or(noa.entries('message')).first();
    await eventually(async () => {
      const launcher = (await noa.page.getByTestId('foyer-launcher').boundingBox())!;
      expect(launcher.x).toBeLessThan(200);
      const box = (await bubble.boundingBox())!;
      const frame = (await noa.timeline.boundingBox())!;
      expect(box.x + box.width / 2).toBeGreaterThan(frame.x + frame.width / 2);
    });
    await noa.leave();
  }, 90_000);
});
