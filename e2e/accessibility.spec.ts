import { mustCall } from '#libs/testing';
import { Agent } from './actors/agent.ts';
import { axeFindings } from './actors/axe.ts';
import { DESKTOP, newPerson, PHONE } from './actors/browser.ts';
import { Visitor } from './actors/visitor.ts';
import { type FilledDesk, fillDesk } from './desk/fill.ts';
import { adminScreens, agentScreens, type Screen } from './desk/screens.ts';
import { browserStory, createWorld, type World } from './world.ts';

const VARIANTS = [
  { name: 'desktop, light', viewport: DESKTOP, colorScheme: 'light' },
  { name: 'desktop, dark', viewport: DESKTOP, colorScheme: 'dark' },
  { name: 'desktop, dense, light', viewport: DESKTOP, colorScheme: 'light', dense: true },
  { name: 'desktop, dense, dark', viewport: DESKTOP, colorScheme: 'dark', dense: true },
  { name: 'phone, light', viewport: PHONE, colorScheme: 'light' },
  { name: 'phone, dark', viewport: PHONE, colorScheme: 'dark' },
] as const;

/** One pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

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
    for (const { name, open, leave } of screens) {
      await open(page);
      found.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`));
      await leave?.(page);
    }
    return found;
  }

  describe.each(VARIANTS)('$name', ({ name: _, viewport, colorScheme, ...display }) => {
    const options = { viewport, colorScheme, reducedMotion: 'reduce' } as const;
    const signIn = async (who: World['ana']) => {
      const agent = await Agent.signIn(world.browser, world.stack.url, who, options);
      if ('dense' in display) {
        await agent.page.getByTestId('desk-menu').click();
        await agent.page.getByTestId('density').click();
        await agent.page.locator('html[data-density=dense]').waitFor();
      }
      return agent;
    };

    test('sign-in and the inbox of an agent', async () => {
      const { context } = await newPerson(world.browser, options);
      const page = await context.newPage();
      await page.goto(`${world.stack.url}/inbox/`);
      await page.getByTestId('sign-in-email').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await context.close();

      const ana = await signIn(world.ana);
      expect(await findingsOn(ana.page, agentScreens(desk))).toEqual([]);
      await ana.leave();
    }, 240_000);

    test('the pages of an admin', async () => {
      const alex = await signIn(world.admin);
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

    test('a visitor in the queue, an offer, files, a talk and its rating', async () => {
      const routing = (mode: 'leastBusy' | 'manual') => {
        const body = { mode, offerSeconds: 600 };
        return mustCall(world.stack.url, 'PUT', '/routing', { token: world.adminToken, body });
      };
      const ben = await signIn(world.ben);
      await routing('leastBusy');
      const vera = await Visitor.arrive(world.browser, world.stack.url, options);
      await vera.openChat();
      await vera.choose('chat');
      await vera.page.getByTestId('foyer-place').waitFor();
      const found = [await axeFindings(vera.page)];
      await ben.page.getByTestId('offer').first().waitFor();
      found.push(await axeFindings(ben.page));
      await ben.page.getByTestId('offer-accept').first().click();
      await ben.page.locator('[data-testid=conversation][data-phase=live]').waitFor();
      await routing('manual');

      await ben.page
        .getByTestId('attach-input')
        .setInputFiles({ name: 'lamp.png', mimeType: 'image/png', buffer: PICTURE });
      await ben.page.getByTestId('attachment').waitFor();
      found.push(await axeFindings(ben.page));
      await ben.say('This one');
      await vera.sees('This one');
      await vera.page.getByTestId('foyer-sent-picture').waitFor();
      found.push(await axeFindings(vera.page), await axeFindings(ben.page));
      await ben.close();
      await vera.page.getByTestId('foyer-csat').waitFor();
      found.push(await axeFindings(vera.page));
      expect(found.flat()).toEqual([]);
      await Promise.all([vera.leave(), ben.leave()]);
    }, 180_000);
  });
});
