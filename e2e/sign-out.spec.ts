import type { BrowserContext } from 'playwright-core';
import webPush from 'web-push';
import { eventually } from '#libs/testing';
import { Agent } from './actors/agent.ts';
import { browserStory, createWorld, marker, type World } from './world.ts';

const STORED = { name: 'test_push', text: 'select count(*)::int as n from push_subscription where endpoint = $1' };

/** A push service that answers once `globalThis.answers` is true; no browser here reaches a real one. */
const withPushService = async (context: BrowserContext, endpoint: string, answers: boolean): Promise<void> => {
  await context.addInitScript(
    ({ endpoint, answers }) => {
      const scope = globalThis as unknown as { answers: boolean };
      scope.answers = answers;
      const kept = 'test-push-subscription';
      const subscription = {
        endpoint,
        options: {},
        toJSON: () => ({ endpoint, keys: { p256dh: 'A'.repeat(87), auth: 'A'.repeat(22) } }),
        unsubscribe: async () => {
          localStorage.removeItem(kept);
          localStorage.setItem('test-push-given-back', 'yes');
          return true;
        },
      };
      Object.assign(PushManager.prototype, {
        getSubscription: async () => (localStorage.getItem(kept) ? subscription : null),
        subscribe: async () => {
          while (!scope.answers) await new Promise((resolve) => setTimeout(resolve, 20));
          localStorage.setItem(kept, 'yes');
          return subscription;
        },
      });
    },
    { endpoint, answers },
  );
};

browserStory('signing out ends what a device is told', () => {
  let world: World;
  beforeAll(async () => {
    const keys = webPush.generateVAPIDKeys();
    const env = {
      FOYER_VAPID_PUBLIC_KEY: keys.publicKey,
      FOYER_VAPID_PRIVATE_KEY: keys.privateKey,
      FOYER_VAPID_SUBJECT: 'mailto:ops@shop.example',
    };
    world = await createWorld({ windows: true, env });
  }, 120_000);
  afterAll(async () => {
    await world?.end();
  }, 60_000);

  const stored = async (endpoint: string): Promise<number> =>
    (await world.stack.database.database.sql.rows<{ n: number }>(STORED, [endpoint]))[0]?.n ?? 0;

  test.each([
    ['of an earlier visit, which this page could not tell the server of', true],
    ['of this page', false],
  ])(
    'a subscription %s',
    async (_, cutOff) => {
      const endpoint = `https://push.example.com/${marker('device')}`;
      const ana = await Agent.signIn(world.browser, world.stack.url, world.ana, { permissions: ['notifications'] });
      const { page } = ana;
      await withPushService(page.context(), endpoint, true);
      await page.reload();
      await page.getByTestId('notifications-allow').click();
      await eventually(async () => expect(await stored(endpoint)).toBe(1));
      if (cutOff)
        await page.route('**/push-subscriptions', (route) =>
          route.request().method() === 'POST' ? route.abort() : route.continue(),
        );
      await page.reload();
      await page.getByTestId('sign-out').click();
      await page.getByTestId('sign-in-email').waitFor();
      await eventually(async () => expect(await stored(endpoint)).toBe(0));
      await page.context().close();
    },
    90_000,
  );

  test('a subscription that is under way', async () => {
    const endpoint = `https://push.example.com/${marker('device')}`;
    const ana = await Agent.signIn(world.browser, world.stack.url, world.ana, { permissions: ['notifications'] });
    const { page } = ana;
    await withPushService(page.context(), endpoint, false);
    await page.reload();
    await page.getByTestId('notifications-allow').click();
    await page.getByTestId('sign-out').click();
    await page.getByTestId('sign-in-email').waitFor();
    await page.evaluate(() => Object.assign(globalThis, { answers: true }));
    const givenBack = () => page.evaluate(() => localStorage.getItem('test-push-given-back'));
    await eventually(async () => expect(await givenBack()).toBe('yes'));
    await eventually(async () => expect(await stored(endpoint)).toBe(0));
    await page.context().close();
  }, 90_000);
});
