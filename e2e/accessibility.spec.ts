import type { Agent } from './actors/agent.ts';
import { axeFindings } from './actors/axe.ts';
import { newPerson } from './actors/browser.ts';
import { Visitor } from './actors/visitor.ts';
import { type FilledDesk, fillDesk } from './desk/fill.ts';
import { adminScreens, agentScreens, type Screen } from './desk/screens.ts';
import { optionsOf, signInAs, VARIANTS } from './desk/variants.ts';
import { browserStory, createWorld, type World } from './world.ts';

browserStory('WCAG 2.2 AA: axe finds nothing', () => {
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

  async function findingsOn(page: Agent['page'], screens: Screen[]): Promise<string[]> {
    const found: string[] = [];
    for (const { name, open, leave, within } of screens) {
      await open(page);
      found.push(...(await axeFindings(page, within)).map((finding) => `${name}: ${finding}`));
      await leave?.(page);
    }
    return found;
  }

  describe.each(VARIANTS)('$name', (variant) => {
    const options = optionsOf(variant);

    test('sign-in and the inbox of an agent', async () => {
      const { context } = await newPerson(world.browser, options);
      const page = await context.newPage();
      await page.goto(`${world.stack.url}/inbox/`);
      await page.getByTestId('sign-in-email').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await context.close();

      const ana = await signInAs(world.browser, world.stack.url, world.ana, variant);
      expect(await findingsOn(ana.page, agentScreens(desk))).toEqual([]);
      await ana.leave();
    }, 240_000);

    test('the pages of an admin', async () => {
      const alex = await signInAs(world.browser, world.stack.url, world.admin, variant);
      expect(await findingsOn(alex.page, adminScreens(desk))).toEqual([]);
      await alex.leave();
    }, 240_000);

    test('the demo page and the widget', async () => {
      const vera = await Visitor.arrive(world.browser, world.stack.url, options);
      const { page } = vera;
      await page.getByTestId('foyer-greeting').waitFor();
      const found = [await axeFindings(page)];
      await vera.openChat();
      await vera.choice('leave').waitFor();
      found.push(await axeFindings(page));
      await vera.choose('leave');
      await vera.sees(/your name/);
      await vera.answers('Vera', /best e-mail address/);
      found.push(await axeFindings(page));
      await vera.say('not an address');
      await vera.sees(/check it and try again/);
      found.push(await axeFindings(page));
      expect(found.flat()).toEqual([]);
      await vera.leave();
    }, 120_000);
  });
});
