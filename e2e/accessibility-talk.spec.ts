import { mustCall } from '#libs/testing';
import { axeFindings } from './actors/axe.ts';
import { Visitor } from './actors/visitor.ts';
import { optionsOf, signInAs, VARIANTS } from './desk/variants.ts';
import { browserStory, createWorld, type World } from './world.ts';

/** One pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

browserStory('WCAG 2.2 AA: axe finds nothing while people talk', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld();
    await world.useLiveChat({ waitSeconds: 600 });
    const routing = { token: world.adminToken, body: { mode: 'leastBusy', offerSeconds: 600 } };
    await mustCall(world.stack.url, 'PUT', '/routing', routing);
  }, 180_000);
  afterAll(() => world?.end(), 60_000);

  test.each(VARIANTS)(
    '$name: the queue, an offer, files, a talk and its rating',
    async (variant) => {
      const { browser, stack, ana: who } = world;
      const ana = await signInAs(browser, stack.url, who, variant);
      await ana.goOnline();
      const vera = await Visitor.arrive(browser, stack.url, optionsOf(variant));
      await vera.openChat();
      await vera.choose('chat');
      await vera.page.getByTestId('foyer-place').waitFor();
      const found = [await axeFindings(vera.page)];
      await ana.page.getByTestId('offer').waitFor();
      found.push(await axeFindings(ana.page));
      await ana.page.getByTestId('offer-accept').click();
      await ana.page.locator('[data-testid=conversation][data-phase=live]').waitFor();

      const picture = { name: 'lamp.png', mimeType: 'image/png', buffer: PICTURE };
      await ana.page.getByTestId('attach-input').setInputFiles(picture);
      await ana.page.getByTestId('attachment').waitFor();
      found.push(await axeFindings(ana.page));
      await ana.say('This one');
      await vera.sees('This one');
      await vera.page.getByTestId('foyer-sent-picture').waitFor();
      found.push(await axeFindings(vera.page), await axeFindings(ana.page));
      await ana.close();
      await vera.page.getByTestId('foyer-csat').waitFor();
      found.push(await axeFindings(vera.page));
      expect(found.flat()).toEqual([]);
      await Promise.all([vera.leave(), ana.leave()]);
    },
    180_000,
  );
});
