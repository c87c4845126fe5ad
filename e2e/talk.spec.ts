import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Timeline } from '#libs/contracts';
import { eventually, mustCall } from '#libs/testing';
import { Agent } from './actors/agent.ts';
import { axeFindings } from './actors/axe.ts';
import { DESKTOP, PHONE } from './actors/browser.ts';
import { Visitor } from './actors/visitor.ts';
import { browserStory, createWorld, marker, type World } from './world.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkM+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Where `FOYER_SCREENSHOTS` says. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.FOYER_SCREENSHOTS;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
  }
}

browserStory('people talk, in real browsers', () => {
  let world: World;
  let ana: Agent;
  let ben: Agent;

  beforeAll(async () => {
    world = await createWorld();
    await world.useLiveChat();
    ana = await Agent.signIn(world.browser, world.stack.url, world.ana);
    ben = await Agent.signIn(world.browser, world.stack.url, world.ben);
    await ana.goOnline();
    await ben.goOnline();
  }, 120_000);
  afterAll(async () => {
    await world?.end();
  }, 60_000);

  /** A visitor whom Ana talks with; both have the conversation open. */
  async function talk(options: Parameters<typeof Visitor.arrive>[2] = {}, language = 'en') {
    const visitor = await Visitor.arrive(world.browser, world.stack.url, options);
    await visitor.page.goto(`${world.stack.url}/demo?lang=${language}`);
    await visitor.openChat();
    await visitor.choose('chat');
    const sessionId = await world.waitingSession();
    await ana.openFolder('unassigned');
    await ana.open(sessionId);
    await ana.page.getByTestId('assign-to-me').click();
    await ana.page.locator('[data-testid=conversation][data-phase=live]').waitFor();
    await ana.page.getByTestId('composer-mode-message').waitFor();
    return { visitor, sessionId };
  }
  const end = async (visitor: Visitor): Promise<void> => {
    await ana.close();
    await visitor.page.getByTestId('foyer-new-chat').waitFor();
    await visitor.leave();
  };

  test.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ])(
    'files and pasted pictures go both ways: %s',
    async (size, viewport) => {
      const { visitor } = await talk({ viewport });
      await ana.page.setViewportSize(viewport);
      await visitor.page
        .getByTestId('foyer-attach-input')
        .setInputFiles({ name: 'plan.png', mimeType: 'image/png', buffer: PNG });
      await visitor.page.locator('[data-testid=foyer-attachment][data-state=stored]').waitFor();
      await visitor.say('This is the room');
      await ana.timeline.getByTestId('sent-picture').waitFor();
      await ana.sees('This is the room');

      // pasted and picked, sent together without a word
      await ana.page.getByTestId('composer-input').evaluate((field, base64) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const clipboardData = new DataTransfer();
        clipboardData.items.add(new File([bytes], 'pasted.png', { type: 'image/png' }));
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      }, PNG.toString('base64'));
      await ana.page
        .getByTestId('attach-input')
        .setInputFiles({ name: 'offer.txt', mimeType: 'text/plain', buffer: Buffer.from('Forty lamps') });
      await ana.page.locator('[data-testid=attachment][data-state=stored]').nth(1).waitFor();
      await picture(ana.page, `attach-${size}`);
      await ana.page.getByTestId('composer-send').click();
      await visitor.timeline.locator('[data-author=agent] [data-testid=foyer-sent-picture]').waitFor();
      const saving = visitor.page.waitForEvent('download');
      await visitor.timeline.getByRole('button', { name: 'Save offer.txt' }).click();
      expect((await saving).suggestedFilename()).toBe('offer.txt');

      // whatever stands beside it, a picture stays in its bubble
      const own = ana.timeline.locator('[data-author=agent] .bubble', { has: ana.page.getByTestId('sent-picture') });
      await eventually(async () => {
        const [bubble, shown] = [await own.boundingBox(), await own.getByTestId('sent-picture').boundingBox()];
        expect(shown!.x).toBeGreaterThan(bubble!.x);
        expect(shown!.x + shown!.width).toBeLessThan(bubble!.x + bubble!.width);
      });

      // a web page is none of those that are taken
      await ana.page
        .getByTestId('attach-input')
        .setInputFiles({ name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<!doctype html>') });
      await ana.page.locator('[data-testid=attachment][data-state=failed]').waitFor();
      await ana.page.getByTestId('attachment').getByRole('button', { name: 'Remove page.html' }).click();
      await ana.timeline.getByTestId('sent-file').nth(2).waitFor();
      await picture(ana.page, `files-${size}`);
      await picture(visitor.page, `files-visitor-${size}`);
      await end(visitor);
      await ana.page.setViewportSize(DESKTOP);
    },
    90_000,
  );

  test.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ])(
    'receipts both ways, and the line where the agent read last: %s',
    async (size, viewport) => {
      const { visitor, sessionId } = await talk({ viewport });
      await ana.page.setViewportSize(viewport);
      const ofVisitor = visitor.page.getByTestId('foyer-receipt');
      await visitor.say('First');
      await ana.sees('First');
      // Ana has it open and in sight
      await visitor.page.locator('[data-testid=foyer-receipt][data-state=read]').waitFor();
      await ana.say('I am here');
      await visitor.sees('I am here');
      await ana.timeline.locator('[data-testid=receipt][data-state=read]').waitFor();

      // the visitor closes the window: what comes is delivered, and not read
      await visitor.page.getByTestId('foyer-close').click();
      await ana.say('Are you there?');
      await ana.timeline.locator('[data-testid=receipt][data-state=delivered]').waitFor();
      await visitor.page.getByTestId('foyer-launcher').click();
      await visitor.sees('Are you there?');
      await ana.timeline.locator('[data-testid=receipt][data-state=delivered]').waitFor({ state: 'detached' });

      // Ana looks elsewhere: what comes stands below a line, and is not read before she comes back
      if (size === 'phone') await ana.page.getByTestId('back').click();
      await ana.openFolder('closed');
      if (size === 'desktop') await ana.page.goto(`${world.stack.url}/inbox/#/closed`);
      await visitor.say('While you were away');
      await ofVisitor.waitFor();
      await eventually(async () => expect(await ofVisitor.getAttribute('data-state')).toBe('sent'));
      await ana.openFolder('mine');
      await ana.open(sessionId);
      await ana.timeline.getByTestId('new-line').waitFor();
      await eventually(async () => {
        const order = await ana.timeline.locator('[data-testid=new-line], [data-testid=entry]').allInnerTexts();
        const line = order.findIndex((text) => text.trim() === 'New');
        expect(order[line + 1]).toContain('While you were away');
      });
      await visitor.page.locator('[data-testid=foyer-receipt][data-state=read]').waitFor();
      await picture(ana.page, `receipts-${size}`);
      await picture(visitor.page, `receipts-visitor-${size}`);
      await ana.say('Back again');
      await ana.timeline.getByTestId('new-line').waitFor({ state: 'detached' });
      await end(visitor);
      await ana.page.setViewportSize(DESKTOP);
    },
    90_000,
  );

  test('a colleague who looks is named; emoji, links and the visitor’s language', async () => {
    const { visitor, sessionId } = await talk({}, 'es');
    await ana.page.getByTestId('standing').getByText('Spanish').waitFor();
    await ben.openFolder('others');
    await ben.open(sessionId);
    await ana.page.getByTestId('viewers').getByText('Also looking: Ben Carter').waitFor();
    await ben.page.getByTestId('viewers').getByText('Also looking: Ana Silva').waitFor();

    await visitor.say('See https://example.com/a?b=1, and javascript:alert(1)');
    const link = ana.timeline.getByRole('link', { name: 'https://example.com/a?b=1' });
    await link.waitFor();
    expect(await link.evaluate((a: HTMLAnchorElement) => [a.rel, a.target])).toEqual(['noreferrer noopener', '_blank']);
    await eventually(async () => expect(await ana.timeline.locator('a[href^="javascript:"]').count()).toBe(0));

    await ana.page.getByTestId('composer-input').fill('Hola ');
    await ana.page.getByTestId('emoji').click();
    const picker = ana.page.getByTestId('emoji-picker');
    await picker.getByRole('combobox').fill('rocket');
    await picker
      .getByRole('option', { name: /rocket/ })
      .first()
      .waitFor();
    await picture(ana.page, 'emoji-desktop');
    await picker
      .getByRole('option', { name: /rocket/ })
      .first()
      .click();
    await eventually(async () => expect(await ana.page.getByTestId('composer-input').inputValue()).toBe('Hola 🚀'));
    await ana.page.getByTestId('composer-send').click();
    await visitor.sees('Hola 🚀');

    // the visitor's, by keyboard; nobody loads it who does not look for it
    const { page } = visitor;
    const loaded = () =>
      page.evaluate(
        () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/emoji/')).length,
      );
    expect(await loaded()).toBe(0);
    const field = page.getByTestId('foyer-input');
    await field.fill('Va mos');
    await field.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(2, 3));
    await page.getByTestId('foyer-emoji').press('Enter');
    const grid = page.getByTestId('foyer-emoji-picker');
    await grid.getByRole('button', { name: 'cara sonriendo', exact: true }).and(page.locator(':focus')).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await picture(page, 'widget-emoji-desktop');
    await page.keyboard.press('Escape');
    await grid.waitFor({ state: 'detached' });
    await page.locator('[data-testid=foyer-input]:focus').waitFor();
    await page.getByTestId('foyer-emoji').press('Enter');
    await grid.getByRole('button').first().and(page.locator(':focus')).waitFor();
    for (const key of ['ArrowDown', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await grid.waitFor({ state: 'detached' });
    await eventually(async () => expect(await field.inputValue()).toBe('Va😎mos'));
    await page.keyboard.press('Enter');
    await ana.sees('Va😎mos');
    await ben.openFolder('mine');
    await ben.page.goto(`${world.stack.url}/inbox/#/mine`);
    await ana.page.getByTestId('viewers').waitFor({ state: 'detached' });
    await end(visitor);
  }, 90_000);

  test.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ])(
    'canned replies are kept, found while typing and filled in: %s',
    async (size, viewport) => {
      const { visitor } = await talk({ viewport });
      const { page } = ana;
      await page.setViewportSize(viewport);
      const shortcut = `greet-${size}`;
      await page.getByTestId('canned').click();
      await page.getByTestId('suggestions-more').click();
      await page.getByTestId('canned-new').click();
      await page.getByTestId('canned-shortcut').fill(shortcut);
      await page.getByTestId('canned-text').fill('Hello {{visitor.name}}! I am {{agent.firstName}}.');
      await picture(page, `canned-form-${size}`);
      await page.getByTestId('canned-save').click();
      await page.locator(`[data-testid=canned-row][data-shortcut=${shortcut}]`).waitFor();
      await picture(page, `canned-list-${size}`);
      await page.getByTestId('canned-close').click();
      const input = page.getByTestId('composer-input');
      await input.fill('');
      await input.pressSequentially(`/${shortcut}`);
      await page.getByTestId('suggestion').first().waitFor();
      await picture(page, `canned-${size}`);
      await input.press('Enter');
      await eventually(async () => expect(await input.inputValue()).toBe('Hello! I am Ana.'));
      await input.press('Enter');
      await visitor.sees('Hello! I am Ana.');
      await end(visitor);
      await page.setViewportSize(DESKTOP);
    },
    90_000,
  );

  test.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ])(
    'notes name colleagues; what a colleague wrote meanwhile is shown first: %s',
    async (size, viewport) => {
      const { visitor, sessionId } = await talk({ viewport });
      await ana.page.setViewportSize(viewport);
      const input = ana.page.getByTestId('composer-input');
      await ana.page.getByTestId('composer-mode-note').click();
      await input.pressSequentially('Ask @be');
      await ana.page.getByTestId('suggestion').getByText('Ben Carter').waitFor();
      await picture(ana.page, `mention-${size}`);
      await input.press('Enter');
      await eventually(async () => expect(await input.inputValue()).toBe('Ask @Ben Carter '));
      await ana.page.getByTestId('composer-send').click();
      await ana.sees('Ask @Ben Carter');
      // it is shown before it is stored
      await eventually(async () => {
        const { entries } = await mustCall<Timeline>(world.stack.url, 'GET', `/conversations/${sessionId}/timeline`, {
          token: world.adminToken,
        });
        expect(entries.at(-1)).toMatchObject({ kind: 'note', body: { mentions: [world.ben.id] } });
      });
      await visitor.sees(/getting somebody/);
      expect(await visitor.timeline.getByText('Ask @Ben').count()).toBe(0);

      await ana.page.getByTestId('composer-mode-message').click();
      await input.fill('The price is 10');
      await ben.openFolder('others');
      await ben.open(sessionId);
      await ben.page.getByTestId('composer-mode-note').click();
      await ben.page.getByTestId('composer-input').fill('It is 20 now');
      await ben.page.getByTestId('composer-send').click();
      await ana.sees('It is 20 now');
      await ana.page.getByTestId('composer-send').click();
      await ana.page.getByTestId('colleague-wrote').getByText('It is 20 now').waitFor();
      await picture(ana.page, `colleague-${size}`);
      expect(await visitor.timeline.getByText('The price is 10').count()).toBe(0);
      // asked once: the second time it is meant
      await ana.page.getByTestId('composer-send').click();
      await visitor.sees('The price is 10');
      await end(visitor);
      await ben.openFolder('mine');
      await ana.page.setViewportSize(DESKTOP);
    },
    90_000,
  );

  test.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ])(
    'what is written offline is kept, shown as waiting and sent once: %s',
    async (size, viewport) => {
      const { visitor, sessionId } = await talk({ viewport });
      await ana.page.setViewportSize(viewport);
      const [fromAna, fromVisitor] = [marker('agent'), marker('visitor')];
      await ana.page.context().setOffline(true);
      await ana.page.getByTestId('connection').waitFor({ timeout: 60_000 });
      await ana.say(fromAna);
      await ana.page.getByTestId('unsent').getByText('Waiting to be sent').waitFor();
      const plan = { name: 'plan.png', mimeType: 'image/png', buffer: PNG };
      await ana.page.getByTestId('attach-input').setInputFiles(plan);
      await ana.page.locator('[data-testid=attachment][data-state=failed]').waitFor();
      await picture(ana.page, `offline-${size}`);
      await ana.page.context().setOffline(false);
      await visitor.sees(fromAna, 60_000);
      await ana.page.getByTestId('unsent').waitFor({ state: 'detached' });
      // what could not be uploaded is, without being asked for
      await ana.page.locator('[data-testid=attachment][data-state=stored]').waitFor();
      await ana.page.getByTestId('composer-send').click();
      await visitor.timeline.getByTestId('foyer-sent-picture').waitFor();

      await visitor.page.context().setOffline(true);
      await visitor.page.getByTestId('foyer-reconnecting').waitFor({ timeout: 60_000 });
      await visitor.say(fromVisitor);
      await visitor.timeline.getByText('Waiting to be sent').waitFor();
      await visitor.page.getByTestId('foyer-attach-input').setInputFiles(plan);
      await visitor.page.getByTestId('foyer-attach-again').waitFor();
      await visitor.page.context().setOffline(false);
      await ana.sees(fromVisitor, 60_000);
      await visitor.timeline.getByText('Waiting to be sent').waitFor({ state: 'detached' });
      await visitor.page.locator('[data-testid=foyer-attachment][data-state=stored]').waitFor();
      await visitor.page.getByTestId('foyer-send').click();
      await ana.timeline.locator('[data-author=visitor]').getByTestId('sent-picture').waitFor();
      const { entries } = await mustCall<Timeline>(world.stack.url, 'GET', `/conversations/${sessionId}/timeline`, {
        token: world.adminToken,
      });
      for (const words of [fromAna, fromVisitor])
        expect(entries.filter((entry) => JSON.stringify(entry).includes(words))).toHaveLength(1);
      await end(visitor);
      await ana.page.setViewportSize(DESKTOP);
    },
    180_000,
  );

  test.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ])(
    'one’s own words are edited and deleted, and both sides follow: %s',
    async (size, viewport) => {
      const { visitor, sessionId } = await talk({ viewport });
      const { page } = ana;
      await page.setViewportSize(viewport);
      await ana.say('The price is 10');
      await visitor.sees('The price is 10');
      await ana.timeline.getByText('The price is 10').hover();
      await ana.timeline.getByTestId('message-edit').last().click();
      await page.getByTestId('editing').waitFor();
      await eventually(async () =>
        expect(await page.getByTestId('composer-input').inputValue()).toBe('The price is 10'),
      );
      await page.getByTestId('composer-input').fill('The price is 20');
      await picture(page, `edit-${size}`);
      await page.getByTestId('composer-send').click();
      await visitor.sees('The price is 20');
      await visitor.timeline.getByText('edited').waitFor();
      await visitor.timeline.getByText('The price is 10').waitFor({ state: 'detached' });
      await page.getByTestId('editing').waitFor({ state: 'detached' });

      await visitor.say('My card is 4242');
      await ana.sees('My card is 4242');
      await visitor.timeline.getByText('My card is 4242').hover();
      await visitor.page.getByTestId('foyer-edit').last().click();
      await visitor.page.getByTestId('foyer-editing').waitFor();
      await visitor.say('My card is lost');
      await ana.sees('My card is lost');
      await ana.timeline.getByText('My card is 4242').waitFor({ state: 'detached' });
      await visitor.timeline.getByText('My card is lost').hover();
      await visitor.page.getByTestId('foyer-delete').last().click();
      await visitor.page.getByTestId('foyer-delete').getByText('Delete?').click();
      await ana.timeline.getByText('Message deleted').waitFor();
      await visitor.timeline.getByText('Message deleted').waitFor();
      await eventually(async () => expect(await ana.timeline.getByText('My card is lost').count()).toBe(0));

      await ana.timeline.getByText('The price is 20').hover();
      await ana.timeline.getByTestId('message-delete').last().click();
      await page.getByTestId('message-delete-confirm').click();
      await visitor.timeline.getByText('The price is 20').waitFor({ state: 'detached' });
      await picture(page, `deleted-${size}`);
      await picture(visitor.page, `deleted-visitor-${size}`);
      // what is read anew is the same
      await visitor.page.getByTestId('foyer-close').click();
      await visitor.page.reload();
      await visitor.openChat();
      await visitor.timeline.getByText('Message deleted').nth(1).waitFor();
      await eventually(async () => expect(await visitor.timeline.getByText(/The price is|My card is/).count()).toBe(0));
      const { entries } = await mustCall<Timeline>(world.stack.url, 'GET', `/conversations/${sessionId}/timeline`, {
        token: world.adminToken,
      });
      expect(JSON.stringify(entries)).not.toMatch(/The price is|My card is/);
      await end(visitor);
      await page.setViewportSize(DESKTOP);
    },
    90_000,
  );

  test('nothing went wrong in anybody’s browser', () => {
    expect([...ana.problems, ...ben.problems]).toEqual([]);
  });
});
