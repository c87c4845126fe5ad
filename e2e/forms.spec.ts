import {
  type CannedReply,
  type ConversationDetail,
  newId,
  type Opening,
  type SavedView,
  type Timeline,
} from '#libs/contracts';
import { eventually, mustCall, startSession } from '#libs/testing';
import { Agent } from './actors/agent.ts';
import { DESKTOP, PHONE } from './actors/browser.ts';
import { browserStory, createWorld, marker, SITE_ID, type World } from './world.ts';

const SIZES = [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const;
const LEAD = { name: 'Lea Lead', email: 'lea@example.com', password: 'a-password-for-tests' };

browserStory('what is typed into the desk’s forms is not cut, not lost and not overwritten', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld();
    await world.useLiveChat({ waitSeconds: 600 });
    await call('POST', '/agents', { ...LEAD, role: 'supervisor', teamId: null });
  }, 120_000);
  afterAll(async () => {
    await world?.end();
  }, 60_000);

  const call = <T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T> =>
    mustCall<T>(world.stack.url, method, path, { token: world.adminToken, ...(body && { body }) });
  const el = (agent: Agent, testId: string) => agent.page.getByTestId(testId);
  const detail = (sessionId: string) => call<ConversationDetail>('GET', `/conversations/${sessionId}`);

  const signIn = (who: { email: string; password: string }, viewport: typeof DESKTOP = DESKTOP): Promise<Agent> =>
    Agent.signIn(world.browser, world.stack.url, who, { viewport });

  /** Ana leads a conversation and has it open. */
  async function talk(viewport: typeof DESKTOP = DESKTOP) {
    const ana = await signIn(world.ana, viewport);
    await ana.goOnline();
    const { versionId, language } = await call<Opening>('GET', `/sites/${SITE_ID}/opening?language=en`);
    const { sessionId } = await startSession(world.stack.url, SITE_ID, {
      visitorKey: marker('visitor').repeat(2),
      clientId: newId(),
      versionId,
      language,
      seed: 1,
      returning: false,
      act: { promptSeq: 2, choiceId: 'chat' },
    });
    await eventually(() =>
      call('POST', `/conversations/${sessionId}/assign`, { clientId: newId(), agentId: world.ana.id }),
    );
    await ana.page.goto(`${world.stack.url}/inbox/#/conversations/${sessionId}`);
    await el(ana, 'composer-mode-message').waitFor();
    return { ana, sessionId };
  }
  async function end(...agents: Agent[]): Promise<void> {
    for (const { problems, page } of agents) {
      expect(problems).toEqual([]);
      await page.context().close();
    }
  }

  async function openDetails({ page }: Agent): Promise<void> {
    if (!(await page.getByTestId('details').isVisible())) await page.getByTestId('toggle-details').click();
    await page.getByTestId('detail-note').waitFor();
  }

  /** As a paste does: all at once, with what the field lets through. */
  async function paste({ page }: Agent, testId: string, words: string): Promise<void> {
    await page.getByTestId(testId).fill('');
    await page.getByTestId(testId).focus();
    await page.keyboard.insertText(words);
  }

  /** Pastes more than fits, sees that nothing is cut and nothing can be saved, then makes it fit by a character. */
  async function refusesTooMuch(agent: Agent, testId: string, most: number, save: string): Promise<string> {
    const { page } = agent;
    const words = `${marker('words')} ${'x'.repeat(most)}`.slice(0, most);
    await paste(agent, testId, `${words}y`);
    const said = `${(most + 1).toLocaleString('en-US')} characters are too many: ${most.toLocaleString('en-US')} at most`;
    await page.getByTestId('too-long').getByText(said).waitFor();
    expect(await el(agent, testId).inputValue()).toBe(`${words}y`);
    expect(await el(agent, testId).evaluate((field: HTMLInputElement) => field.validity.valid)).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      page.viewportSize()!.width,
    );
    if (await el(agent, save).isEnabled()) await el(agent, save).click();
    // still there, with everything
    expect(await el(agent, testId).inputValue()).toBe(`${words}y`);
    await el(agent, testId).press('Control+End');
    await el(agent, testId).press('Backspace');
    await page.getByTestId('too-long').waitFor({ state: 'detached' });
    return words;
  }

  /** Whether the browser would ask now, were the page to go away. */
  const asks = ({ page }: Agent): Promise<boolean> =>
    page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
  const asksSoon = (agent: Agent, expected: boolean, why: string) =>
    eventually(async () => expect([why, await asks(agent)]).toEqual([why, expected]));

  test.each(SIZES)(
    'too much is kept, counted and not saved: %s',
    async (_, viewport) => {
      const { ana, sessionId } = await talk(viewport);
      const { page } = ana;
      await openDetails(ana);
      const note = await refusesTooMuch(ana, 'detail-note', 4_000, 'details-save');
      const name = await refusesTooMuch(ana, 'detail-personName', 200, 'details-save');
      const organisation = await refusesTooMuch(ana, 'detail-organisation', 200, 'details-save');
      expect((await detail(sessionId)).detailsVersion).toBe(0);
      await el(ana, 'details-save').click();
      await eventually(async () =>
        expect((await detail(sessionId)).details).toMatchObject({ note, personName: name, organisation }),
      );

      await el(ana, 'person-new').click();
      await refusesTooMuch(ana, 'person-note', 4_000, 'person-save');
      await refusesTooMuch(ana, 'person-phone', 40, 'person-save');
      await page.keyboard.press('Escape');
      await el(ana, 'result-create-deal').click();
      const title = await refusesTooMuch(ana, 'result-title', 200, 'result-submit');
      await el(ana, 'result-submit').click();
      await eventually(async () => expect((await detail(sessionId)).results).toMatchObject([{ title }]));
      if (viewport === PHONE) await el(ana, 'details').getByRole('button', { name: 'Back' }).click();

      await el(ana, 'canned').click();
      await el(ana, 'suggestions-more').click();
      await el(ana, 'canned-new').click();
      await el(ana, 'canned-shortcut').fill('long');
      await refusesTooMuch(ana, 'canned-text', 4_000, 'canned-save');
      await page.keyboard.press('Escape');
      await el(ana, 'composer-input').fill('');

      await el(ana, 'more-actions').click();
      await el(ana, 'return-conversation').click();
      await refusesTooMuch(ana, 'move-note', 16_384, 'move-confirm');
      await page.keyboard.press('Escape');
      await el(ana, 'close-conversation').click();
      await page.locator('[data-testid=close-reason-choice]:focus').waitFor();
      const closing = await refusesTooMuch(ana, 'close-note', 1_000, 'close-confirm');
      expect((await detail(sessionId)).phase).toBe('live');
      await el(ana, 'close-confirm').click();
      await el(ana, 'closed-bar').waitFor();
      const { entries } = await call<Timeline>('GET', `/conversations/${sessionId}/timeline`);
      expect(JSON.stringify(entries.at(-1))).toContain(closing);
      await end(ana);
    },
    180_000,
  );

  test.each(SIZES)(
    'two who change a shared reply: the second sees both, and chooses: %s',
    async (size, viewport) => {
      const shortcut = `price-${size}`;
      const given = { shared: true, shortcut, text: 'It is 10' };
      const { id } = await call<CannedReply>('POST', '/canned-replies', given);
      const stored = async () =>
        (await call<CannedReply[]>('GET', '/canned-replies')).find((reply) => reply.id === id) as CannedReply;
      const [lea, alex] = await Promise.all([signIn(LEAD, viewport), signIn(world.admin, viewport)]);
      const { sessionId, ana } = await talk();
      for (const lead of [lea, alex]) {
        await lead.goOnline();
        await lead.page.goto(`${world.stack.url}/inbox/#/conversations/${sessionId}`);
        await el(lead, 'composer-mode-note').waitFor();
        await el(lead, 'take-over').click();
        await el(lead, 'composer-mode-message').waitFor();
        await el(lead, 'canned').click();
        await el(lead, 'suggestions-more').click();
        await lead.page.locator(`[data-shortcut=${shortcut}]`).getByTestId('canned-edit').click();
        // it stays when the next one takes the conversation over
        await el(lead, 'canned-text').fill('It is 20');
      }
      await lea.page.getByTestId('composer-input').waitFor({ state: 'detached' });
      await el(alex, 'canned-text').fill('It is 30');
      await el(lea, 'canned-save').click();
      await lea.page.locator(`[data-shortcut=${shortcut}]`).getByText('It is 20').waitFor();
      await el(alex, 'canned-save').click();
      const contest = el(alex, 'canned-stale').getByTestId('contest');
      await contest.getByText('It is 20').waitFor();
      await contest.getByText('It is 30').waitFor();
      expect(await el(alex, 'canned-text').inputValue()).toBe('It is 30');
      expect((await stored()).text).toBe('It is 20');
      expect(await el(alex, 'canned-save').isDisabled()).toBe(true);
      await contest.getByTestId('contest-one').check();
      expect(await el(alex, 'canned-text').inputValue()).toBe('It is 20');
      await contest.getByTestId('contest-two').check();
      expect(await alex.page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
      await el(alex, 'canned-save').click();
      await alex.page.locator(`[data-shortcut=${shortcut}]`).getByText('It is 30').waitFor();
      expect(await stored()).toMatchObject({ text: 'It is 30', version: 3 });

      // gone meanwhile: what was typed can be kept as a new one. Deleting asks.
      await alex.page.locator(`[data-shortcut=${shortcut}]`).getByTestId('canned-edit').click();
      await el(alex, 'canned-text').fill('It is 40');
      await lea.page.locator(`[data-shortcut=${shortcut}]`).getByTestId('canned-remove').click();
      await el(lea, 'canned-remove-confirm').waitFor();
      await lea.page.keyboard.press('Escape');
      await el(lea, 'canned-remove-confirm').waitFor({ state: 'detached' });
      expect((await stored()).text).toBe('It is 30');
      await lea.page.locator(`[data-shortcut=${shortcut}]`).getByTestId('canned-remove').click();
      await el(lea, 'canned-remove-confirm').click();
      await lea.page.locator(`[data-shortcut=${shortcut}]`).waitFor({ state: 'detached' });
      await lea.page.locator('[data-testid=canned-new]:focus').waitFor();
      await el(alex, 'canned-save').click();
      await el(alex, 'canned-failure').getByText('deleted').waitFor();
      expect(await el(alex, 'canned-text').inputValue()).toBe('It is 40');
      await el(alex, 'canned-save').click();
      await alex.page.locator(`[data-shortcut=${shortcut}]`).getByText('It is 40').waitFor();
      await end(lea, alex, ana);
    },
    180_000,
  );

  test.each(SIZES)(
    'a saved view is deleted after asking: %s',
    async (_, viewport) => {
      const ana = await signIn(world.ana, viewport);
      await ana.page.goto(`${world.stack.url}/inbox/#/mine?phase=live`);
      await el(ana, 'filters-toggle').click();
      await el(ana, 'view-save').click();
      await refusesTooMuch(ana, 'view-name', 60, 'view-submit');
      await el(ana, 'view-name').fill('Live ones');
      await el(ana, 'view-submit').click();
      const shown = (testId: string) => ana.page.locator(`[data-testid=${testId}]:visible`);
      const token = await ana.page.evaluate(() => localStorage.getItem('foyer.inbox.token'));
      const views = () => mustCall<SavedView[]>(world.stack.url, 'GET', '/me/views', { token: token ?? '' });
      await shown('view').getByText('Live ones').waitFor();
      await shown('view-menu').click();
      await el(ana, 'view-delete').click();
      await ana.page.getByRole('dialog').getByText('Live ones').waitFor();
      await ana.page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await ana.page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await views()).toHaveLength(1);
      await shown('view-menu').click();
      await el(ana, 'view-delete').click();
      await el(ana, 'view-delete-confirm').click();
      await shown('view').waitFor({ state: 'detached' });
      await eventually(async () => expect(await views()).toEqual([]));
      await end(ana);
    },
    90_000,
  );

  test('the browser asks before a page goes away with words in it, and only then', async () => {
    const { ana, sessionId } = await talk();
    const { page } = ana;
    const typed = async (testId: string, words: string) => {
      await el(ana, testId).fill(words);
      await asksSoon(ana, words !== '', `${testId} "${words}"`);
    };
    await asksSoon(ana, false, 'nothing typed');
    // drafts outlive the page
    await el(ana, 'composer-input').fill('Half a');
    await ana.page.waitForFunction(() => Object.values(localStorage).some((kept) => kept.includes('Half a')));
    expect(await asks(ana)).toBe(false);
    await el(ana, 'composer-input').fill('');

    await typed('detail-note', 'Wants two');
    await typed('detail-note', '');
    await typed('detail-note', 'Wants three');
    await el(ana, 'sign-out').click();
    await page.getByRole('dialog').getByText('not been sent or saved').waitFor();
    await page.keyboard.press('Escape');
    await el(ana, 'log-out-everywhere').click();
    await page.getByRole('dialog').getByText('not been sent or saved').waitFor();
    await page.keyboard.press('Escape');
    // the browser's own question, answered with "stay"
    const question = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const asked = await question;
    expect(asked.type()).toBe('beforeunload');
    await asked.dismiss();
    expect(await el(ana, 'detail-note').inputValue()).toBe('Wants three');
    await el(ana, 'details-save').click();
    await eventually(async () => expect((await detail(sessionId)).details.note).toBe('Wants three'));
    await asksSoon(ana, false, 'details saved');
    await el(ana, 'log-out-everywhere').click();
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('dialog').getByText('not been sent or saved').count()).toBe(0);
    await page.keyboard.press('Escape');

    await el(ana, 'close-conversation').click();
    await asksSoon(ana, false, 'close dialog');
    await typed('close-note', 'Bought it');
    await page.keyboard.press('Escape');
    await asksSoon(ana, false, 'close cancelled');
    await el(ana, 'person-new').click();
    await asksSoon(ana, false, 'person dialog');
    await el(ana, 'person-name').fill('Vera');
    await asksSoon(ana, true, 'person typed');
    await page.keyboard.press('Escape');
    await el(ana, 'result-create-lead').click();
    await typed('result-title', 'A sofa');
    await typed('result-title', '');

    await ana.say('Said too son');
    await ana.timeline.getByText('Said too son').hover();
    await el(ana, 'message-edit').last().click();
    await el(ana, 'editing').waitFor();
    await asksSoon(ana, false, 'editing begun');
    await el(ana, 'composer-input').fill('Said too soon');
    await asksSoon(ana, true, 'message changed');
    await el(ana, 'composer-send').click();
    await ana.sees('Said too soon');
    await asksSoon(ana, false, 'message saved');

    const file = { name: 'offer.txt', mimeType: 'text/plain', buffer: Buffer.from('Forty lamps') };
    await el(ana, 'attach-input').setInputFiles(file);
    await asksSoon(ana, true, 'a file that has not gone');
    await page.locator('[data-testid=attachment][data-state=stored]').waitFor();
    expect(await asks(ana)).toBe(true);
    await el(ana, 'composer-send').click();
    await el(ana, 'attachment').waitFor({ state: 'detached' });
    await asksSoon(ana, false, 'file sent');

    // what is refused is nothing to lose, and no broken picture
    const picture = {
      name: 'photo.png',
      mimeType: 'image/png',
      buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    };
    await el(ana, 'attach-input').setInputFiles(picture);
    const refused = page.locator('[data-testid=attachment][data-state=failed]');
    await refused.getByText('Files of this type are not taken').waitFor();
    expect(await refused.locator('img').count()).toBe(0);
    await refused.getByText('photo.png').waitFor();
    await asksSoon(ana, false, 'file refused');
    const closed = page.waitForEvent('close');
    await page.close({ runBeforeUnload: true });
    await closed;
    await end(ana);
  }, 180_000);

  test('admins’ forms wait while somebody looks elsewhere, and the browser asks for them', async () => {
    const alex = await signIn(world.admin);
    const { page } = alex;
    const settings = `${world.stack.url}/inbox/#/settings`;
    await page.goto(settings);
    await el(alex, 'appearance-name').waitFor();
    await asksSoon(alex, false, 'settings read');
    await el(alex, 'appearance-name').fill('Door');
    await el(alex, 'hours-always').uncheck();
    await el(alex, 'hours-zone').fill('Europe/Lisbon');
    await asksSoon(alex, true, 'settings typed');
    await page.goto(`${world.stack.url}/inbox/#/closed`);
    await el(alex, 'appearance-name').waitFor({ state: 'detached' });
    await asksSoon(alex, true, 'looking elsewhere');
    await page.goto(settings);
    expect(await el(alex, 'appearance-name').inputValue()).toBe('Door');
    expect(await el(alex, 'hours-zone').inputValue()).toBe('Europe/Lisbon');
    await el(alex, 'defaults-save').click();
    await el(alex, 'defaults-save').and(page.locator(':enabled')).waitFor();
    await asksSoon(alex, true, 'hours not saved');
    await el(alex, 'hours-save').click();
    await asksSoon(alex, false, 'both saved');
    expect(await el(alex, 'hours-zone').inputValue()).toBe('Europe/Lisbon');
    await refusesTooMuch(alex, 'appearance-name', 60, 'defaults-save');
    await el(alex, 'appearance-name').fill('Door');
    await asksSoon(alex, false, 'as it was saved');
    await refusesTooMuch(alex, 'team-name', 120, 'team-add');
    await el(alex, 'team-name').fill('');
    await page.reload();
    expect(await el(alex, 'appearance-name').inputValue()).toBe('Door');
    await end(alex);
  }, 120_000);
});
