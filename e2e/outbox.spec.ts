import type { Page } from 'playwright-core';
import { type EntryView, newId, type Timeline } from '#libs/contracts';
import { eventually, mustCall } from '#libs/testing';
import { Agent } from './actors/agent.ts';
import { DESKTOP, PHONE } from './actors/browser.ts';
import { Line } from './actors/line.ts';
import { Visitor } from './actors/visitor.ts';
import { browserStory, createWorld, marker, type World } from './world.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkM+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const SIZES = [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const;

/** Of what a page keeps: the unsent words. */
const keptIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => /^foyer\.inbox\.out:|^foyer:.*:out:/.test(key)));

browserStory('what waits to be sent outlives the page, in real browsers', () => {
  let world: World;
  let ben: Agent;

  beforeAll(async () => {
    world = await createWorld();
    await world.useLiveChat({ waitSeconds: 600 });
    ben = await Agent.signIn(world.browser, world.stack.url, world.ben);
    await ben.goOnline();
  }, 120_000);
  afterAll(async () => {
    await world?.end();
  }, 60_000);

  const call = <T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> =>
    mustCall<T>(world.stack.url, method, path, { token: world.adminToken, ...(body && { body }) });
  const stored = async (sessionId: string, words: string): Promise<EntryView[]> =>
    (await call<Timeline>('GET', `/conversations/${sessionId}/timeline`)).entries.filter((entry) =>
      JSON.stringify(entry).includes(words),
    );

  /** Ana, whose line can be cut, talks with a visitor, whose line can be cut as well. */
  async function talk(viewport: typeof DESKTOP = DESKTOP) {
    const ana = await Agent.signIn(world.browser, world.stack.url, world.ana, { viewport });
    await ana.goOnline();
    const line = await Line.lay(ana.page.context());
    await ana.page.reload();
    const visitor = await Visitor.arrive(world.browser, world.stack.url, { viewport });
    const visitorLine = await Line.lay(visitor.page.context());
    await visitor.page.reload();
    await visitor.openChat();
    await visitor.choose('chat');
    const sessionId = await world.waitingSession();
    await call('POST', `/conversations/${sessionId}/assign`, { clientId: newId(), agentId: world.ana.id });
    const address = `${world.stack.url}/inbox/#/conversations/${sessionId}`;
    await ana.page.goto(address);
    await ana.page.getByTestId('composer-mode-message').waitFor();
    await visitor.sees(/joined/);
    const unsent = ana.page.getByTestId('unsent');
    const cut = async (): Promise<void> => {
      await line.cut();
      await ana.page.getByTestId('connection').waitFor();
    };
    const end = async (): Promise<void> => {
      expect([...ana.problems, ...visitor.problems]).toEqual([]);
      await call('POST', `/conversations/${sessionId}/close`, { clientId: newId() }).catch(() => undefined);
      await Promise.all([ana.leave(), visitor.leave()]);
    };
    return { ana, line, visitor, visitorLine, sessionId, address, unsent, cut, end };
  }

  test.each(SIZES)(
    'an agent’s words and picture, with two tabs: shown as waiting after a reload, sent once: %s',
    async (_, viewport) => {
      const { ana, line, visitor, sessionId, address, unsent, cut, end } = await talk(viewport);
      const words = marker('agent');
      const other = await ana.page.context().newPage();
      await other.goto(address);
      await other.getByTestId('composer-mode-message').waitFor();
      await cut();
      await ana.page
        .getByTestId('attach-input')
        .setInputFiles({ name: 'plan.png', mimeType: 'image/png', buffer: PNG });
      await ana.page.locator('[data-testid=attachment][data-state=stored]').waitFor();
      await ana.say(words);
      await unsent.getByText('Waiting to be sent').waitFor();
      await other.getByTestId('unsent').getByText(words).waitFor();
      const clientId = await unsent.getAttribute('data-client-id');
      await ana.page.reload();
      await unsent.getByText(words).waitFor();
      await unsent.getByText('plan.png').waitFor();
      await unsent.getByText('Waiting to be sent').waitFor();
      await eventually(async () => expect(await unsent.count()).toBe(1));

      line.mend();
      await visitor.sees(words, 45_000);
      await visitor.timeline.getByTestId('foyer-sent-picture').waitFor();
      for (const page of [ana.page, other]) {
        await page.getByTestId('timeline').getByText(words).waitFor();
        await page.getByTestId('unsent').waitFor({ state: 'detached' });
        await eventually(async () => expect(await page.getByTestId('timeline').getByText(words).count()).toBe(1));
      }
      await eventually(async () => expect(await visitor.timeline.getByText(words).count()).toBe(1));
      await eventually(async () => expect(await stored(sessionId, words)).toMatchObject([{ clientId }]));
      await eventually(async () => expect(await keptIn(ana.page)).toEqual([]));
      await end();
    },
    180_000,
  );

  test('without any network the kept page shows what waits; it goes though its conversation is not opened', async () => {
    const { ana, visitor, sessionId, end } = await talk(PHONE);
    const words = marker('offline');
    await ana.page.evaluate(() => navigator.serviceWorker.ready);
    await ana.page.context().setOffline(true);
    await ana.say(words);
    await ana.page.goto(`${world.stack.url}/inbox/#/closed`);
    await ana.page.reload();
    await ana.page.getByTestId('kept').getByText(words).waitFor();
    await ana.page.context().setOffline(false);
    await visitor.sees(words, 45_000);
    await eventually(async () => expect(await keptIn(ana.page)).toEqual([]));
    await eventually(async () => expect(await stored(sessionId, words)).toHaveLength(1));
    await end();
  }, 180_000);

  test('what is refused for good says why after a reload, too, and is found from elsewhere', async () => {
    const { ana, line, sessionId, unsent, cut, end } = await talk();
    const words = marker('too-late');
    await cut();
    await ana.say(words);
    await unsent.getByText('Waiting to be sent').waitFor();
    await call('POST', `/conversations/${sessionId}/close`, { clientId: newId() });
    await ana.page.goto(`${world.stack.url}/inbox/#/mine`);
    await ana.page.reload();
    await ana.page.getByTestId('unsent-elsewhere').getByText('Waiting to be sent: 1').waitFor();
    line.mend();
    await ana.page.getByTestId('unsent-elsewhere').getByText('Not sent: 1').waitFor({ timeout: 45_000 });
    await ana.page.reload();
    await ana.page.getByTestId('unsent-elsewhere').getByText('Not sent: 1').click();
    await unsent.getByText('Not sent: The conversation is closed').waitFor();
    await unsent.getByTestId('unsent-again').click();
    await unsent.getByText('Not sent: The conversation is closed').waitFor();
    await unsent.getByTestId('unsent-discard').click();
    await unsent.waitFor({ state: 'detached' });
    await eventually(async () => expect(await keptIn(ana.page)).toEqual([]));
    expect(await stored(sessionId, words)).toEqual([]);
    await end();
  }, 180_000);

  test.each(SIZES)(
    'what waited over a reload is not sent over a colleague’s newer words unasked: %s',
    async (_, viewport) => {
      const { ana, line, visitor, sessionId, unsent, cut, end } = await talk(viewport);
      const [words, dropped, note] = [marker('price'), marker('dropped'), marker('note')];
      await cut();
      await ana.say(words);
      await ana.say(dropped);
      await unsent.nth(1).waitFor();
      await ben.openFolder('others');
      await ben.open(sessionId);
      await ben.page.getByTestId('composer-mode-note').click();
      await ben.say(note);
      await ben.sees(note);
      await ana.page.reload();
      await unsent.nth(1).waitFor();
      line.mend();
      await unsent.nth(1).getByText('Ben Carter wrote meanwhile').waitFor({ timeout: 45_000 });
      await ana.timeline.getByTestId('entry').getByText(note).waitFor();
      expect(await visitor.timeline.getByText(words).count()).toBe(0);
      await unsent.filter({ hasText: dropped }).getByTestId('unsent-discard').click();
      await unsent.filter({ hasText: words }).getByTestId('unsent-again').click();
      await visitor.sees(words);
      await unsent.waitFor({ state: 'detached' });
      expect(await stored(sessionId, dropped)).toEqual([]);
      await ben.openFolder('mine');
      await end();
    },
    180_000,
  );

  test.each(SIZES)(
    'what an agent has begun outlives a reload, and a note stays one: %s',
    async (_, viewport) => {
      const { ana, visitor, sessionId, end } = await talk(viewport);
      const [said, note] = [marker('said'), marker('note')];
      const field = ana.page.getByTestId('composer-input');
      const isNote = () => ana.page.getByTestId('composer-mode-note').getAttribute('aria-pressed');
      const holds = (words: string, asNote: 'true' | 'false') =>
        eventually(async () => expect([await field.inputValue(), await isNote()]).toEqual([words, asNote]));
      await ana.say(said);
      await visitor.sees(said);
      await ana.page.getByTestId('composer-mode-note').click();
      await field.fill(note);
      // a message is changed in between: the note comes back as a note
      await ana.timeline.getByText(said).hover();
      await ana.timeline.getByTestId('message-edit').last().click();
      await holds(said, 'false');
      await ana.page.getByTestId('editing').getByRole('button').click();
      await holds(note, 'true');
      // or is gone on with in the midst of it
      await ana.timeline.getByTestId('message-edit').last().click();
      await ana.page.getByTestId('composer-mode-note').click();
      await ana.page.getByTestId('editing').waitFor({ state: 'detached' });
      await holds(note, 'true');

      await ana.page.reload();
      await ana.sees(said);
      await holds(note, 'true');
      await field.press('End');
      await field.pressSequentially(', and more');
      await ana.page.getByTestId('composer-send').click();
      await ana.sees(`${note}, and more`);
      await ana.page.reload();
      await ana.sees(`${note}, and more`);
      await eventually(async () => expect(await field.inputValue()).toBe(''));
      await eventually(async () => expect(await stored(sessionId, note)).toMatchObject([{ kind: 'note' }]));
      expect(await visitor.timeline.getByText(note).count()).toBe(0);
      await end();
    },
    180_000,
  );

  test('whoever signs out leaves no words in the browser, in no tab', async () => {
    const { ana, line, sessionId, address, unsent, cut, end } = await talk();
    const words = marker('secret');
    const other = await ana.page.context().newPage();
    await other.goto(address);
    await other.getByTestId('composer-mode-message').waitFor();
    await cut();
    await ana.say(words);
    await unsent.getByText(words).waitFor();
    await other.getByTestId('unsent').getByText(words).waitFor();
    await eventually(async () => expect(await keptIn(ana.page)).toHaveLength(1));
    await other.getByTestId('sign-out').click();
    await other.getByRole('dialog').getByText('has not been sent').waitFor();
    await other.getByTestId('sign-out-confirm').click();
    await ana.page.getByTestId('sign-in-email').waitFor();
    await eventually(async () =>
      expect(await ana.page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(words),
    );
    line.mend();
    await ana.page.getByTestId('sign-in-email').fill(world.ana.email);
    await ana.page.getByTestId('sign-in-password').fill(world.ana.password);
    await ana.page.getByTestId('sign-in-submit').click();
    await ana.page.getByTestId('composer-mode-message').waitFor();
    await eventually(async () => expect(await unsent.count()).toBe(0));
    expect(await stored(sessionId, words)).toEqual([]);
    await end();
  }, 180_000);

  test.each(SIZES)(
    'a visitor’s words, with two tabs: shown as waiting after a reload, sent once: %s',
    async (_, viewport) => {
      const { ana, visitor, visitorLine, sessionId, end } = await talk(viewport);
      const words = marker('visitor');
      const waits = (page: Page) => page.locator('[data-testid=foyer-entry][data-state=waiting]').getByText(words);
      const other = await visitor.page.context().newPage();
      await other.goto(`${world.stack.url}/demo`);
      await visitorLine.cut();
      await visitor.page.getByTestId('foyer-reconnecting').waitFor();
      await visitor.say(words);
      await waits(visitor.page).waitFor();
      await visitor.page.reload();
      for (const page of [visitor.page, other]) {
        // a window that stood open on a wide screen opens by itself
        if (page === other || viewport === PHONE) await page.getByTestId('foyer-launcher').click();
        await waits(page).waitFor();
      }
      expect(await stored(sessionId, words)).toEqual([]);
      visitorLine.mend();
      await ana.sees(words, 45_000);
      for (const page of [visitor.page, other]) {
        await waits(page).waitFor({ state: 'detached' });
        await page.getByTestId('foyer-timeline').getByText(words).waitFor();
        await eventually(async () => expect(await page.getByTestId('foyer-timeline').getByText(words).count()).toBe(1));
      }
      await eventually(async () => expect(await stored(sessionId, words)).toHaveLength(1));
      await eventually(async () => expect(await keptIn(visitor.page)).toEqual([]));
      await end();
    },
    180_000,
  );

  test('what a visitor wrote and the server will never take says so after a reload, and can be discarded', async () => {
    const { ana, visitor, visitorLine, sessionId, end } = await talk(PHONE);
    const words = marker('long');
    const failed = visitor.page.locator('[data-testid=foyer-entry][data-state=failed]');
    await visitorLine.cut();
    await visitor.page.getByTestId('foyer-reconnecting').waitFor();
    await visitor.say(words);
    // longer than a message may be; the field itself would not let it through
    await visitor.page.evaluate(() => {
      const key = Object.keys(localStorage).find((one) => one.includes(':out:')) ?? '';
      const item = JSON.parse(localStorage.getItem(key) ?? '');
      item.act.text += 'x'.repeat(20_000);
      localStorage.setItem(key, JSON.stringify(item));
    });
    visitorLine.mend();
    await visitor.page.reload();
    await visitor.page.getByTestId('foyer-launcher').click();
    await failed.getByText('This could not be sent.').waitFor({ timeout: 45_000 });
    await visitor.page.reload();
    await visitor.page.getByTestId('foyer-launcher').click();
    await failed.getByTestId('foyer-again').click();
    await failed.getByText('This could not be sent.').waitFor();
    await visitor.say('what follows goes');
    await ana.sees('what follows goes');
    await failed.getByTestId('foyer-discard').click();
    await failed.waitFor({ state: 'detached' });
    await eventually(async () => expect(await keptIn(visitor.page)).toEqual([]));
    expect(await stored(sessionId, words)).toEqual([]);
    await end();
  }, 180_000);

  test('phones that come back from the background on another network show all that was said, in order', async () => {
    const { ana, line, visitor, visitorLine, end } = await talk(PHONE);
    const background = async (page: Page) => {
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
      return async () => {
        await devtools.send('Page.setWebLifecycleState', { state: 'active' });
        await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      };
    };
    const isWhole = async (shown: string, said: readonly string[]): Promise<void> => {
      const order = said.flatMap((text) => [...shown.matchAll(new RegExp(text, 'g'))].map(({ index }) => index));
      expect(order).toHaveLength(said.length);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    };
    const said = Array.from({ length: 3 }, () => marker('to-visitor'));
    const visitorBack = await background(visitor.page);
    visitorLine.die();
    for (const text of said) await ana.say(text);
    await ana.timeline.getByTestId('entry').getByText(said[2]!).waitFor();
    await visitorBack();
    // sooner than by the pings of the connection
    await visitor.sees(said[2]!, 15_000);
    await isWhole(await visitor.timeline.innerText(), said);

    const heard = Array.from({ length: 3 }, () => marker('to-agent'));
    const anaBack = await background(ana.page);
    line.die();
    for (const text of heard) await visitor.say(text);
    await visitor.page.locator('[data-testid=foyer-entry][data-state=stored]').getByText(heard[2]!).waitFor();
    await anaBack();
    await ana.sees(heard[2]!, 15_000);
    await isWhole(await ana.timeline.innerText(), heard);
    await end();
  }, 180_000);
});
