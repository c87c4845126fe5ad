import type { Browser, Page, Worker } from 'playwright-core';
import type { NotificationsView, PushMessage } from '#libs/contracts';
import { mustCall, eventually as poll } from '#libs/testing';
import { Agent } from './actors/agent.ts';
import { DESKTOP, PHONE } from './actors/browser.ts';
import { Line } from './actors/line.ts';
import { Visitor } from './actors/visitor.ts';
import { browserStory, createWorld, marker, type World } from './world.ts';

/** Browsers on a busy machine take their time. */
const eventually = <T>(attempt: () => T | Promise<T>): Promise<T> => poll(attempt, { timeout: 30_000 });
const WITH_PERMISSION = { permissions: ['notifications'] };

interface Shown {
  title: string;
  body: string;
  tag: string;
}

/** What the browser shows now. */
const shownBy = (page: Page): Promise<Shown[]> =>
  page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready;
    return (await worker.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
  });

const workerOf = (page: Page): Promise<Worker> =>
  eventually(async () => {
    const [worker] = page.context().serviceWorkers();
    if (!worker) throw new Error('no service worker yet');
    return worker;
  });

/** A browser test cannot click what the system shows; the service worker hears the same event. */
const click = async (page: Page, tag: string): Promise<void> =>
  (await workerOf(page)).evaluate(async (tag) => {
    const scope = globalThis as unknown as {
      registration: ServiceWorkerRegistration;
      NotificationEvent: new (type: string, init: object) => Event;
      dispatchEvent(event: Event): boolean;
    };
    const [notification] = await scope.registration.getNotifications({ tag });
    scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }));
  }, tag);

/** From the next load on; answers how many tones the page has played since. */
async function countTones(page: Page): Promise<() => Promise<number>> {
  await page.context().addInitScript(() => {
    const counting = Object.assign(globalThis, { tones: 0 });
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (this: OscillatorNode, ...at) {
      counting.tones += 1;
      start.apply(this, at);
    };
  });
  return () => page.evaluate(() => (globalThis as unknown as { tones: number }).tones);
}

/** How many tabs with the inbox the service worker knows. */
const inboxesOf = (worker: Worker): Promise<number> =>
  worker.evaluate(async () => {
    const { clients } = globalThis as unknown as {
      clients: { matchAll(options: object): Promise<readonly { url: string }[]> };
    };
    const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true });
    return windows.filter((one) => new URL(one.url).pathname.startsWith('/inbox/')).length;
  });

/** The service worker alone, without a tab: what it puts on the app's icon, and which windows it opens. */
async function recordAlone(worker: Worker): Promise<() => Promise<{ badges: number[]; opened: string[] }>> {
  await worker.evaluate(() => {
    const scope = globalThis as unknown as {
      navigator: object;
      clients: object;
      alone: { badges: number[]; opened: string[] };
    };
    scope.alone = { badges: [], opened: [] };
    const put = (count: number) => async () => void scope.alone.badges.push(count);
    Object.defineProperty(scope.navigator, 'setAppBadge', { value: (count: number) => put(count)() });
    Object.defineProperty(scope.navigator, 'clearAppBadge', { value: put(0) });
    // only a finger may open a window
    Object.defineProperty(scope.clients, 'openWindow', {
      value: async (url: string) => void scope.alone.opened.push(url),
    });
  });
  return () =>
    worker.evaluate(() => (globalThis as unknown as { alone: { badges: number[]; opened: string[] } }).alone);
}

/** What a push service would bring. */
async function deliver(page: Page, origin: string, message: PushMessage): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      if (registrations[0]) resolve(registrations[0].registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  const registrationId = await registered;
  await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(message) });
  await devtools.detach();
}

browserStory('notifications', () => {
  let world: World;
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    world = await createWorld({ windows: true });
    await world.useLiveChat();
    ({ browser } = world);
    ({ url } = world.stack);
  }, 120_000);
  afterAll(async () => {
    await world?.end();
  }, 60_000);

  async function calls(): Promise<{ visitor: Visitor; sessionId: string }> {
    const visitor = await Visitor.arrive(browser, url);
    await visitor.openChat();
    await visitor.choose('chat');
    return { visitor, sessionId: await world.waitingSession() };
  }
  const tokenOf = (page: Page): Promise<string> => page.evaluate(() => localStorage.getItem('foyer.inbox.token') ?? '');

  test('the first visit explains and asks; then a waiting chat is shown, heard and counted until somebody picked up', async () => {
    const ana = await Agent.signIn(browser, url, world.ana, WITH_PERMISSION);
    const { page } = ana;
    await ana.goOnline();
    const card = page.getByTestId('notifications-card');
    await card.getByTestId('notifications-allow').click();
    await card.waitFor({ state: 'detached' });
    const tones = await countTones(page);
    await page.reload();
    await page.getByTestId('folder-unassigned').waitFor();
    await page.getByTestId('my-name').click();
    expect(await card.count()).toBe(0);

    const { visitor, sessionId } = await calls();
    await eventually(async () =>
      expect(await shownBy(page)).toEqual([{ title: 'A visitor is waiting', body: '', tag: sessionId }]),
    );
    await eventually(async () => expect(await page.title()).toBe('(1) Foyer'));
    await page.locator('[data-testid=sound][data-sound=ringing]').waitFor();
    await page.getByTestId('sound').click();
    await page.locator('[data-testid=sound][data-sound=silent]').waitFor();
    await page.getByTestId('sound').click();
    await page.locator('[data-testid=sound][data-sound=ringing]').waitFor();
    // two tones at a time, again and again
    const before = await tones();
    await eventually(async () => expect(await tones()).toBeGreaterThanOrEqual(before + 4));

    await page.getByTestId('folder-closed').click();
    await click(page, sessionId);
    await page.locator('[data-testid=conversation][data-phase=waiting]').waitFor();
    expect(page.url()).toContain(sessionId);
    await page.getByTestId('assign-to-me').click();
    await page.locator('[data-testid=sound][data-sound=silent]').waitFor();
    await eventually(async () => expect([await page.title(), await shownBy(page)]).toEqual(['Foyer', []]));
    const rung = await tones();

    // one that is open and in sight is not told of
    const words = marker('in-sight');
    await visitor.say(words);
    await ana.sees(words);
    await ana.openFolder('mine');
    await page.goto(`${url}/inbox/#/notifications`);
    const unseen = marker('unseen');
    await visitor.say(unseen);
    await eventually(async () => expect((await shownBy(page)).map(({ body }) => body)).toEqual(['']));
    await eventually(async () => expect(await page.title()).toBe('(1) Foyer'));
    await click(page, sessionId);
    await ana.sees(unseen);
    await eventually(async () => expect(await page.title()).toBe('Foyer'));
    expect(await tones()).toBe(rung);
    expect(ana.problems).toEqual([]);
    await ana.close();
    await visitor.page.context().close();
    await page.context().close();
  }, 120_000);

  test('of two tabs one speaks, and both count the same', async () => {
    const ana = await Agent.signIn(browser, url, world.ana, WITH_PERMISSION);
    await ana.page.getByTestId('notifications-later').click();
    const second = await ana.page.context().newPage();
    await second.goto(`${url}/inbox/`);
    await second.getByTestId('folder-unassigned').waitFor();
    await ana.goOnline();
    await second.getByTestId('sound').click();
    await second.getByTestId('sound').click();
    const { visitor, sessionId } = await calls();
    for (const page of [ana.page, second]) await eventually(async () => expect(await page.title()).toBe('(1) Foyer'));
    const sounds = () =>
      Promise.all([ana.page, second].map((page) => page.getByTestId('sound').getAttribute('data-sound')));
    await eventually(async () => expect((await sounds()).filter((sound) => sound !== 'silent')).toHaveLength(1));
    await eventually(async () => expect(await shownBy(second)).toHaveLength(1));
    const token = world.adminToken;
    const body = { clientId: marker('close'), agentId: world.ana.id };
    await mustCall(url, 'POST', `/conversations/${sessionId}/assign`, { token, body });
    await eventually(async () => expect(await sounds()).toEqual(['silent', 'silent']));
    await visitor.page.context().close();
    await ana.page.context().close();
  }, 120_000);

  test('what happens while the tab is cut off is told when it is back, and rings no longer than somebody waits', async () => {
    const ana = await Agent.signIn(browser, url, world.ana, WITH_PERMISSION);
    const { page } = ana;
    await page.getByTestId('notifications-later').click();
    await ana.goOnline();
    const sound = (state: string) =>
      page.locator(`[data-testid=sound][data-sound=${state}]`).waitFor({ timeout: 45_000 });
    const line = await Line.lay(page.context());
    await page.reload();
    await page.getByTestId('folder-unassigned').waitFor();
    await page.getByTestId('my-name').click();
    await line.cut();
    await page.getByTestId('connection').waitFor();
    const { visitor, sessionId } = await calls();
    line.mend();
    await sound('ringing');
    await eventually(async () => expect((await shownBy(page)).map(({ tag }) => tag)).toContain(sessionId));
    await line.cut();
    // who is cut off does not know whether somebody waits
    await sound('silent');
    const body = { clientId: marker('close'), agentId: world.ana.id };
    await mustCall(url, 'POST', `/conversations/${sessionId}/assign`, { token: world.adminToken, body });
    line.mend();
    await page.getByTestId('connection').waitFor({ state: 'detached', timeout: 45_000 });
    await eventually(async () =>
      expect((await shownBy(page)).map(({ title, tag }) => [title, tag])).toContainEqual([
        'You were given a conversation',
        sessionId,
      ]),
    );
    expect(await page.getByTestId('sound').getAttribute('data-sound')).toBe('silent');
    await visitor.page.context().close();
    await page.context().close();
  }, 180_000);

  test('settings are kept: events, quiet hours, and words', async () => {
    const ana = await Agent.signIn(browser, url, world.ana);
    const { page } = ana;
    await page.getByTestId('notifications').click();
    await page.getByTestId('notify-event-mention').uncheck();
    await page.getByTestId('notify-words').check();
    await page.getByTestId('notify-quiet').check();
    await page.getByTestId('notify-quiet-from').fill('21:30');
    const token = await tokenOf(page);
    await eventually(async () => {
      const { preferences } = await mustCall<NotificationsView>(url, 'GET', '/me/notifications', { token });
      expect(preferences).toMatchObject({
        events: { waiting: true, mention: false },
        showWords: true,
        quiet: { from: '21:30', to: '08:00' },
      });
    });
    await page.getByTestId('notify-quiet').uncheck();
    await page.getByTestId('notify-words').uncheck();
    await page.getByTestId('notify-event-mention').check();
    await eventually(async () => {
      const { preferences } = await mustCall<NotificationsView>(url, 'GET', '/me/notifications', { token });
      expect(preferences).toMatchObject({ quiet: null, showWords: false, events: { mention: true } });
    });
    await page.context().close();
  }, 60_000);

  test.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
    ['wide', { width: 1920, height: 1080 }],
  ])(
    'the first visit’s question covers nothing that can be used, until it is answered: %s',
    async (_, viewport) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const ana = await Agent.signIn(browser, url, world.ana, { ...WITH_PERMISSION, viewport, colorScheme });
        const { page } = ana;
        await ana.goOnline();
        const { visitor, sessionId } = await calls();
        await page.goto(`${url}/inbox/#/conversations/${sessionId}`);
        await page.getByTestId('assign-to-me').click();
        await page.getByTestId('composer-send').waitFor();
        const screens = [async () => {}, async () => page.getByTestId('back').click()].slice(
          0,
          viewport === PHONE ? 2 : 1,
        );
        for (const turn of screens) {
          await turn();
          for (const dir of ['ltr', 'rtl']) {
            const covered = await page.evaluate((to) => {
              document.documentElement.dir = to;
              return [...document.querySelectorAll('button, a, input, textarea, select')].flatMap((control) => {
                const { x, y, width, height } = control.getBoundingClientRect();
                const over = document.elementFromPoint(x + width / 2, y + height / 2);
                const card = over?.closest('[data-testid=notifications-card]');
                return width > 0 && card && !card.contains(control) ? [control.outerHTML] : [];
              });
            }, dir);
            expect(covered).toEqual([]);
          }
        }
        await page.evaluate(() => document.documentElement.removeAttribute('dir'));
        await page.getByTestId('notifications-card').waitFor();
        await page.getByTestId('notifications-later').click();
        await page.getByTestId('notifications-card').waitFor({ state: 'detached' });
        await visitor.page.context().close();
        await mustCall(url, 'POST', `/conversations/${sessionId}/close`, {
          token: world.adminToken,
          body: { clientId: marker('close') },
        });
        await page.context().close();
      }
    },
    120_000,
  );

  test.each(['es', 'pt', 'de', 'fr', 'en'])(
    'settings are kept by whoever reads the inbox in "%s", and devices speak it',
    async (language) => {
      const ana = await Agent.signIn(browser, url, world.ana, { locale: language });
      const { page } = ana;
      await page.getByTestId('notifications').click();
      const sound = page.getByTestId('notify-sound');
      await sound.waitFor();
      const wished = !(await sound.isChecked());
      await sound.setChecked(wished);
      const token = await tokenOf(page);
      await eventually(async () => {
        const { preferences } = await mustCall<NotificationsView>(url, 'GET', '/me/notifications', { token });
        expect(preferences).toMatchObject({ language, sound: wished });
      });
      expect(await sound.isChecked()).toBe(wished);
      expect(ana.problems).toEqual([]);
      await page.context().close();
    },
    60_000,
  );

  test('on a phone: the card fits, a push is shown and taken back, the shell opens without a network', async () => {
    const ana = await Agent.signIn(browser, url, world.ana, { ...WITH_PERMISSION, viewport: PHONE });
    const { page } = ana;
    const card = page.getByTestId('notifications-card');
    await eventually(async () => {
      const box = (await card.boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(PHONE.width);
      expect(box.y + box.height).toBeLessThanOrEqual(PHONE.height);
    });
    await card.getByTestId('notifications-later').click();
    await page.getByTestId('notifications').click();
    await page.getByTestId('notifications-page').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);

    const message = { sessionId: marker('session'), mark: 1, title: 'A visitor is waiting', body: '', unread: 1 };
    await page.evaluate(() => navigator.serviceWorker.ready);
    await deliver(page, url, { ...message, kind: 'waiting' });
    const tags = async () => (await shownBy(page)).map(({ tag }) => tag);
    await eventually(async () => expect(await tags()).toContain(message.sessionId));
    await deliver(page, url, { ...message, kind: 'read', unread: 0 });
    await eventually(async () => expect(await tags()).not.toContain(message.sessionId));

    await page.goto(`${url}/inbox/`);
    await page.getByTestId('folder-unassigned').waitFor();
    await page.context().setOffline(true);
    await page.reload();
    await page.getByText('You are offline.').first().waitFor();
    await page.context().setOffline(false);
    await page.getByTestId('folder-unassigned').waitFor();
    await page.context().close();
  }, 90_000);

  test('with every tab closed a push counts on the icon, a tap opens that conversation, and what was read elsewhere is taken back', async () => {
    const ana = await Agent.signIn(browser, url, world.ana, WITH_PERMISSION);
    const { page } = ana;
    await page.evaluate(() => navigator.serviceWorker.ready);
    const worker = await workerOf(page);
    const alone = await recordAlone(worker);
    // a page of the same origin that is no inbox
    await page.goto(`${url}/demo`);
    // the one that was left is known for a moment yet
    await eventually(async () => expect(await inboxesOf(worker)).toBe(0));
    const push = (message: PushMessage) =>
      worker.evaluate((data) => {
        const scope = globalThis as unknown as {
          PushEvent: new (type: string, init: object) => Event;
          dispatchEvent(event: Event): boolean;
        };
        scope.dispatchEvent(new scope.PushEvent('push', { data: JSON.stringify(data) }));
      }, message);
    const sessionId = marker('session');
    // the inbox, before it was left, may have shown others who wait
    const shown = () =>
      worker.evaluate(async (tag) => {
        const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
        return (await registration.getNotifications({ tag })).map((notification) => notification.tag);
      }, sessionId);
    const message: PushMessage = { sessionId, kind: 'message', mark: 4, title: 'New message', body: '', unread: 2 };
    // a busy Chromium loses one now and then that it was told to show
    const isShown = () =>
      eventually(async () => {
        await push(message);
        await poll(async () => expect(await shown()).toEqual([sessionId]), { timeout: 3_000 });
      });
    const badges = async () => [...new Set((await alone()).badges)];
    await isShown();
    expect([await badges(), (await alone()).opened]).toEqual([[2], []]);
    await click(page, sessionId);
    await eventually(async () =>
      expect([await shown(), (await alone()).opened]).toEqual([[], [`/inbox/#/conversations/${sessionId}`]]),
    );
    await isShown();
    await push({ ...message, kind: 'read', mark: 0, title: '', unread: 0 });
    await eventually(async () => expect([await shown(), await badges()]).toEqual([[], [2, 0]]));
    await page.context().close();
  }, 90_000);

  test('coming back from the background shows the timeline without a gap', async () => {
    const ana = await Agent.signIn(browser, url, world.ana, { viewport: PHONE });
    await ana.goOnline();
    const { visitor, sessionId } = await calls();
    await ana.openFolder('unassigned');
    await ana.open(sessionId);
    await ana.page.getByTestId('assign-to-me').click();
    await ana.page.locator('[data-testid=conversation][data-phase=live]').waitFor();
    const devtools = await ana.page.context().newCDPSession(ana.page);
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    await ana.page.context().setOffline(true);
    const said = [marker('away'), marker('away'), marker('away')];
    for (const text of said) await visitor.say(text);
    await visitor.sees(said.at(-1)!);
    await ana.page.context().setOffline(false);
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await ana.page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await ana.sees(said.at(-1)!, 45_000);
    const shown = await ana.timeline.innerText();
    const order = said.flatMap((text) => [...shown.matchAll(new RegExp(text, 'g'))].map(({ index }) => index));
    expect(order).toHaveLength(said.length);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    await visitor.page.context().close();
    await ana.page.context().close();
  }, 90_000);
});
