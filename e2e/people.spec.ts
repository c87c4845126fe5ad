import { readFile } from 'node:fs/promises';
import type { ConversationVisitor } from '#libs/contracts';
import { eventually, type Mailbox, mustCall, openMailbox } from '#libs/testing';
import { Agent } from './actors/agent.ts';
import { PHONE } from './actors/browser.ts';
import { Visitor } from './actors/visitor.ts';
import { browserStory, createWorld, marker, type World } from './world.ts';

const PASSWORD = 'a-password-of-twelve';

browserStory('the people in conversations, in real browsers', () => {
  let world: World;
  let mailbox: Mailbox;
  let ana: Agent;
  let ben: Agent;
  let sue: Agent;

  beforeAll(async () => {
    mailbox = await openMailbox();
    world = await createWorld({ env: { FOYER_SMTP_URL: mailbox.url, FOYER_SMTP_FROM: 'chat@shop.example' } });
    await world.useLiveChat({ waitSeconds: 600 });
    const supervisor = { name: 'Sue Visor', email: 'sue@example.com', role: 'supervisor', teamId: null };
    const who = { ...supervisor, password: PASSWORD };
    await mustCall(world.stack.url, 'POST', '/agents', { token: world.adminToken, body: who });
    [ana, ben, sue] = await Promise.all([
      Agent.signIn(world.browser, world.stack.url, world.ana),
      Agent.signIn(world.browser, world.stack.url, world.ben),
      Agent.signIn(world.browser, world.stack.url, who, { viewport: PHONE }),
    ]);
    for (const agent of [ana, ben, sue]) await agent.goOnline();
  }, 180_000);
  afterAll(async () => {
    await world?.end();
    await mailbox?.close();
  }, 60_000);

  const get = <T>(path: string): Promise<T> => mustCall<T>(world.stack.url, 'GET', path, { token: world.adminToken });
  const visitorOf = (sessionId: string) => get<ConversationVisitor>(`/conversations/${sessionId}/visitor`);
  const el = (agent: Agent, testId: string) => agent.page.getByTestId(testId);
  async function chat(agent: Agent, options: Parameters<typeof Visitor.arrive>[2] = {}) {
    const visitor = await Visitor.arrive(world.browser, world.stack.url, options);
    await visitor.openChat();
    await visitor.choose('chat');
    const sessionId = await world.waitingSession();
    await take(agent, sessionId);
    await visitor.sees(/joined/);
    return { visitor, sessionId };
  }
  async function take(agent: Agent, sessionId: string): Promise<void> {
    await agent.openFolder('unassigned');
    await agent.open(sessionId);
    await el(agent, 'assign-to-me').click();
    await el(agent, 'close-conversation').waitFor();
    // on a phone the folders are a screen of their own
    if (await el(agent, 'back').isVisible()) await el(agent, 'back').click();
    await agent.openFolder('mine');
    await agent.open(sessionId);
  }
  const open = async (agent: Agent, folder: 'unassigned' | 'mine' | 'others' | 'closed', sessionId: string) => {
    await agent.openFolder(folder);
    await agent.open(sessionId);
  };
  async function close(agent: Agent, reasonId: string, note = ''): Promise<void> {
    await el(agent, 'close-conversation').click();
    await agent.page.locator(`[data-testid=close-reason-choice][data-reason-id=${reasonId}]`).check();
    await el(agent, 'close-note').fill(note);
    await el(agent, 'close-confirm').click();
    await el(agent, 'outcome').waitFor({ state: 'attached' });
  }
  const download = async (page: Agent['page'], click: () => Promise<void>): Promise<string> => {
    const [file] = await Promise.all([page.waitForEvent('download'), click()]);
    return readFile(await file.path(), 'utf8');
  };

  test('a conversation is reassigned, returned and taken over, each with its right; notes stay among colleagues', async () => {
    const { visitor, sessionId } = await chat(ana);
    const [why, because] = [marker('why'), marker('because')];
    await ana.reassignTo(world.ben.id, why);
    await visitor.sees(/Ben Carter joined/);
    // no longer Ana's: she may look, and do nothing
    await open(ana, 'others', sessionId);
    await el(ana, 'more-actions').waitFor();
    await eventually(async () => expect(await el(ana, 'close-conversation').count()).toBe(0));
    await eventually(async () => expect(await el(ana, 'reassign-menu').count()).toBe(0));
    await el(ana, 'more-actions').click();
    await eventually(async () => expect(await el(ana, 'return-conversation').count()).toBe(0));
    await ana.page.keyboard.press('Escape');

    await open(ben, 'mine', sessionId);
    await ben.sees(why);
    await ben.returnIt(because);
    await visitor.sees(/Somebody else will be with you soon/);
    await take(ana, sessionId);
    await ana.sees(because);

    // on a phone
    await open(sue, 'others', sessionId);
    await el(sue, 'take-over').click();
    await visitor.sees(/Sue Visor joined/);
    await eventually(async () => expect(await el(ana, 'standing').innerText()).toMatch(/Sue Visor/));
    expect(await sue.page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await sue.handBack();
    await visitor.sees(/It’s me again/);
    await visitor.choose('leave');
    await visitor.sees('What’s your name?');
    await visitor.answers('Vera Captured', /best e-mail address/);
    expect(await visitor.timeline.innerText()).not.toContain(why);
    await ana.page.goto(`${world.stack.url}/inbox/#/conversations/${sessionId}`);
    await ana.page
      .locator('[data-testid=captured-field][data-field="person.name"]')
      .getByText('Vera Captured')
      .waitFor();
    await visitor.leave();
    await ana.openFolder('mine');
  }, 120_000);

  test('an admin makes, changes, disables and enables accounts; somebody logs out everywhere', async () => {
    const alex = await Agent.signIn(world.browser, world.stack.url, world.admin);
    await el(alex, 'playbooks').click();
    await el(alex, 'agents').click();
    await el(alex, 'agent-new').click();
    const cleo = { name: 'Cleo New', email: 'cleo@example.com', password: PASSWORD };
    await el(alex, 'agent-name').fill(cleo.name);
    await el(alex, 'agent-email').fill(world.ana.email);
    await el(alex, 'agent-password').fill(cleo.password);
    await el(alex, 'agent-save').click();
    await alex.page.getByText('Another agent has this e-mail address').waitFor();
    await el(alex, 'agent-email').fill(cleo.email);
    await el(alex, 'agent-save').click();
    const row = alex.page.getByTestId('agent-row').filter({ hasText: 'Cleo' });
    await row.waitFor();
    await row.getByTestId('agent-edit').click();
    await el(alex, 'agent-name').fill('Cleo Renamed');
    await el(alex, 'agent-role').selectOption('supervisor');
    await el(alex, 'agent-capacity').fill('3');
    await el(alex, 'agent-save').click();
    await row.getByText('Cleo Renamed').waitFor();
    await row.getByText('Supervisor').waitFor();
    await row.getByText('up to 3').waitFor();

    const [desk, phone] = [
      await Agent.signIn(world.browser, world.stack.url, cleo),
      await Agent.signIn(world.browser, world.stack.url, cleo, { viewport: PHONE }),
    ];
    await el(desk, 'log-out-everywhere').click();
    await el(desk, 'log-out-confirm').click();
    for (const each of [desk, phone]) await each.page.getByTestId('sign-in-email').waitFor();
    await row.getByTestId('agent-disable').click();
    await row.getByText('Disabled').waitFor();
    await desk.page.getByTestId('sign-in-email').fill(cleo.email);
    await desk.page.getByTestId('sign-in-password').fill(cleo.password);
    await desk.page.getByTestId('sign-in-submit').click();
    await desk.page.getByText('E-mail or password is wrong').waitFor();
    await row.getByTestId('agent-enable').click();
    await row.getByTestId('agent-disable').waitFor();
    await desk.page.getByTestId('sign-in-submit').click();
    await el(desk, 'folder-unassigned').waitFor();
    for (const each of [alex, desk, phone]) await each.leave();
  }, 120_000);

  test('a person is made, found by the keyboard, merged and unlinked; the visit is told', async () => {
    const first = await chat(ana);
    await first.visitor.page.evaluate(() => history.pushState(null, '', '/demo/prices?token=secret&utm_source=mail'));
    await eventually(
      async () =>
        expect((await visitorOf(first.sessionId)).pages.at(-1)?.url).toMatch(/\/demo\/prices\?utm_source=mail$/),
      { timeout: 15_000 },
    );
    const name = `Vera ${marker('person')}`;
    await el(ana, 'person-new').click();
    await el(ana, 'person-name').fill(name);
    await el(ana, 'person-phone').fill('+34 600 123 456');
    await el(ana, 'person-organisation').fill('Acme Trading');
    await el(ana, 'person-save').click();
    await el(ana, 'person-card').getByText(name).waitFor();
    // what the details did not say was filled
    await eventually(async () => expect(await el(ana, 'detail-personName').inputValue()).toBe(name));
    await el(ana, 'page-seen').getByText('/demo/prices?utm_source=mail').waitFor();
    expect(await el(ana, 'pages').innerText()).not.toContain('secret');
    expect(await el(ana, 'device').innerText()).toMatch(/Chrom/);
    await close(ana, 'solved');
    await first.visitor.leave();

    const second = await chat(ben);
    await el(ben, 'person-search').fill(name.slice(0, 7));
    await el(ben, 'person-search-option').first().waitFor();
    await el(ben, 'person-search').fill(name);
    await ben.page.getByRole('option').filter({ hasText: name }).waitFor();
    await el(ben, 'person-search').press('ArrowDown');
    await eventually(async () =>
      expect(await el(ben, 'person-search').getAttribute('aria-activedescendant')).toMatch(/-0$/),
    );
    await el(ben, 'person-search').press('Enter');
    await el(ben, 'person-card').getByText(name).waitFor();
    await ben.page.locator(`[data-testid=earlier-link][data-session-id="${first.sessionId}"]`).waitFor();

    // the same phone, written otherwise
    const third = await chat(ana);
    await el(ana, 'person-new').click();
    await el(ana, 'person-name').fill('V. Person');
    await el(ana, 'person-phone').fill('+34600123456');
    await el(ana, 'person-email').fill('v.person@acme.example');
    await el(ana, 'person-save').click();
    await el(ana, 'duplicate-merge').click();
    expect(await el(ana, 'merge-confirm').isDisabled()).toBe(true);
    for (const field of ['name', 'phone'])
      await ana.page.locator(`[data-testid=contest][data-field=${field}]`).getByTestId('contest-two').check();
    await el(ana, 'merge-confirm').click();
    await el(ana, 'person-card').getByText(name).waitFor();
    await el(ana, 'duplicate').waitFor({ state: 'detached' });
    await ana.page.locator(`[data-testid=earlier-link][data-session-id="${second.sessionId}"]`).waitFor();
    await el(ana, 'person-unlink').click();
    await el(ana, 'person-search').waitFor();
    for (const [agent, each] of [
      [ana, third],
      [ben, second],
    ] as const) {
      await close(agent, 'no_answer');
      await each.visitor.leave();
    }
  }, 120_000);

  test('two agents change the same field at once: the slower one sees both values and chooses', async () => {
    const { visitor, sessionId } = await chat(ana);
    await open(ben, 'others', sessionId);
    await ana.fillDetails({ personName: 'Vera', dealValue: '1,200.50', currency: 'EUR' });
    await eventually(async () => expect(await el(ben, 'detail-personName').inputValue()).toBe('Vera'));
    await el(ana, 'detail-note').fill('from Ana');
    await el(ana, 'detail-phone').fill('600');
    await ben.fillDetails({ note: 'from Ben', organisation: 'Acme' });
    await eventually(async () => expect(await el(ben, 'details-state').innerText()).toBe('Saved'));
    await el(ana, 'details-save').click();
    await el(ana, 'details-stale').waitFor();
    await eventually(async () => {
      const { y, height } = (await el(ana, 'details-stale').boundingBox())!;
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y + height).toBeLessThanOrEqual(ana.page.viewportSize()!.height);
    });
    await eventually(async () => expect(await el(ana, 'contest').count()).toBe(1));
    await eventually(async () => expect(await el(ana, 'contest').innerText()).toMatch(/from Ben[\s\S]*from Ana/));
    await el(ana, 'contest-one').check();
    await el(ana, 'details-resolve').click();
    await el(ana, 'details-stale').waitFor({ state: 'detached' });
    const { details } = await eventually(async () => {
      const now = await get<{ details: Record<string, string> }>(`/conversations/${sessionId}`);
      expect(now.details.phone).toBe('600');
      return now;
    });
    expect(details).toMatchObject({ note: 'from Ben', organisation: 'Acme', dealValue: '1200.50', currency: 'EUR' });

    // the same with a person
    await el(ana, 'person-new').click();
    await el(ana, 'person-save').click();
    await el(ana, 'person-card').waitFor();
    await el(ben, 'person-card').waitFor();
    for (const agent of [ana, ben]) await el(agent, 'person-edit').click();
    await el(ben, 'person-note').fill('Ben knows them');
    await el(ben, 'person-save').click();
    await el(ben, 'person-save').waitFor({ state: 'detached' });
    await el(ana, 'person-note').fill('Ana knows them');
    await el(ana, 'person-save').click();
    await el(ana, 'person-stale').waitFor();
    await el(ana, 'contest-two').check();
    await el(ana, 'person-save').click();
    await el(ana, 'person-card').getByText('Ana knows them').waitFor();
    await close(ana, 'lead_created');
    await visitor.leave();
  }, 120_000);

  test('on an agent’s phone: person and details, also changed by two at once; results', async () => {
    const known = await chat(ben);
    const phoneNumber = '+34 611 222 333';
    const body = { name: 'Known before', email: '', phone: phoneNumber, organisation: '', note: '' };
    await mustCall(world.stack.url, 'POST', `/conversations/${known.sessionId}/person`, {
      token: world.adminToken,
      body,
    });
    await close(ben, 'solved');
    await known.visitor.leave();

    const phone = await Agent.signIn(world.browser, world.stack.url, world.ana, { viewport: PHONE });
    const fits = async () =>
      expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    const { visitor, sessionId } = await chat(phone);
    await open(ben, 'others', sessionId);
    await el(phone, 'toggle-details').click();
    await fits();
    await el(phone, 'person-new').click();
    await el(phone, 'person-name').fill('Vera Mobile');
    await el(phone, 'person-phone').fill(phoneNumber);
    await fits();
    await el(phone, 'person-save').click();
    await el(phone, 'duplicate-merge').click();
    await el(phone, 'contest').first().waitFor();
    for (const field of await el(phone, 'contest').all()) await field.getByTestId('contest-two').check();
    await fits();
    await el(phone, 'merge-confirm').click();
    await el(phone, 'duplicate').waitFor({ state: 'detached' });
    await phone.page
      .locator(`[data-testid=earlier-link][data-session-id="${known.sessionId}"]`)
      .scrollIntoViewIfNeeded();

    await phone.fillDetails({ personName: 'Vera Mobile', dealValue: '1,200.50', currency: 'EUR' });
    await eventually(async () => expect(await el(phone, 'details-state').innerText()).toBe('Saved'));
    await eventually(async () => expect(await el(ben, 'detail-personName').inputValue()).toBe('Vera Mobile'));
    await el(phone, 'detail-note').fill('from the phone');
    await ben.fillDetails({ note: 'from the desk' });
    await eventually(async () => expect(await el(ben, 'details-state').innerText()).toBe('Saved'));
    await el(phone, 'details-save').click();
    await el(phone, 'details-stale').waitFor();
    await eventually(async () =>
      expect(await el(phone, 'contest').innerText()).toMatch(/from the desk[\s\S]*from the phone/),
    );
    await fits();
    await el(phone, 'contest-two').check();
    await el(phone, 'details-resolve').click();
    await eventually(async () => expect(await el(ben, 'detail-note').inputValue()).toBe('from the phone'));
    await phone.createResult('lead', 'Vera Mobile: lamps');
    await phone.results.locator('[data-testid=result][data-state=created]').getByText('Vera Mobile: lamps').waitFor();
    await el(phone, 'page-seen').first().scrollIntoViewIfNeeded();
    await fits();
    await el(phone, 'details').getByRole('button', { name: 'Back' }).click();
    await phone.say('back in the chat');
    await visitor.sees('back in the chat');
    await close(phone, 'lead_created');
    expect(phone.problems).toEqual([]);
    await Promise.all([visitor.leave(), phone.leave()]);
  }, 180_000);

  test('on an agent’s phone: closed with a reason, what the visitor says of it, transcripts', async () => {
    const phone = await Agent.signIn(world.browser, world.stack.url, world.ana, { viewport: PHONE });
    const fits = async () =>
      expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    const { visitor, sessionId } = await chat(phone);
    const [said, note, reason, to] = [marker('said'), marker('note'), marker('reason'), 'mobile@acme.example'];
    await visitor.say(said);
    await phone.sees(said);
    await el(phone, 'composer-mode-note').click();
    await phone.say(note);
    await phone.sees(note);
    await el(phone, 'close-conversation').click();
    await fits();
    // the whole of the dialog can be reached
    await eventually(async () => {
      const dialog = (await phone.page.getByRole('dialog').boundingBox())!;
      expect(dialog.y).toBeGreaterThanOrEqual(0);
      expect(dialog.y + dialog.height).toBeLessThanOrEqual(PHONE.height);
    });
    await phone.page.getByRole('button', { name: 'Cancel' }).click();
    await close(phone, 'other', reason);
    await el(phone, 'closed-bar').waitFor();
    await visitor.page.locator('[data-testid=foyer-csat-star][data-value="2"]').click();
    await visitor.page.getByTestId('foyer-csat-words').fill('Too slow for me');
    await visitor.page.getByTestId('foyer-csat-send').click();
    await phone.sees(/2 of 5.*Too slow for me/);
    await el(phone, 'toggle-details').click();
    await el(phone, 'rating').getByText('Too slow for me').waitFor();
    await eventually(async () => expect(await el(phone, 'rating').getAttribute('data-score')).toBe('2'));
    await el(phone, 'close-reason').getByText(reason).waitFor();
    await fits();
    await el(phone, 'details').getByRole('button', { name: 'Back' }).click();

    await el(phone, 'more-actions').click();
    await fits();
    const full = await download(phone.page, () => el(phone, 'transcript-text').click());
    for (const words of [said, note]) expect(full).toContain(words);
    await el(phone, 'more-actions').click();
    await el(phone, 'transcript-mail').click();
    await el(phone, 'mail-to').fill(to);
    await fits();
    await el(phone, 'mail-confirm').click();
    await eventually(() => expect(mailbox.letters.map((letter) => letter.to[0])).toContain(to), { timeout: 30_000 });
    expect(mailbox.letters.find((letter) => letter.to[0] === to)?.raw).not.toContain(note);
    await el(phone, 'toggle-details').click();
    await phone.page.locator('[data-testid=mail][data-state=sent]').scrollIntoViewIfNeeded();
    await el(phone, 'details').getByRole('button', { name: 'Back' }).click();
    await el(phone, 'back').click();
    await phone.openFolder('closed');
    await phone.row(sessionId).getByText('Other').waitFor();
    expect(phone.problems).toEqual([]);
    mailbox.letters.length = 0;
    await Promise.all([visitor.leave(), phone.leave()]);
  }, 180_000);

  test('closed with a reason, rated, kept as a file and sent by e-mail', async () => {
    const { visitor, sessionId } = await chat(ana, { viewport: PHONE });
    const [said, note, reason] = [marker('said'), marker('note'), marker('reason')];
    await visitor.say(said);
    await ana.sees(said);
    await el(ana, 'composer-mode-note').click();
    await ana.say(note);
    await ana.sees(note);
    await close(ana, 'other', reason);
    await visitor.page.getByTestId('foyer-csat').waitFor();
    await visitor.page.locator('[data-testid=foyer-csat-star][data-value="4"]').click();
    await visitor.page.getByTestId('foyer-csat-words').fill('Muy amable');
    await visitor.page.getByTestId('foyer-csat-send').click();
    await visitor.page.getByTestId('foyer-csat-thanks').waitFor();
    // asked once, also after a reload
    await visitor.page.reload();
    const launcher = visitor.page.getByTestId('foyer-launcher');
    await launcher.waitFor();
    if (!(await visitor.page.getByTestId('foyer-new-chat').isVisible())) await launcher.click();
    await visitor.page.getByTestId('foyer-csat-thanks').waitFor();
    await eventually(async () => expect(await visitor.page.getByTestId('foyer-csat').count()).toBe(0));
    const mine = await download(visitor.page, () => visitor.page.getByTestId('foyer-save-chat').click());
    expect(mine).toContain(said);
    for (const secret of [note, reason]) expect(mine).not.toContain(secret);
    await visitor.page.getByTestId('foyer-mail-chat').click();
    await visitor.page.getByTestId('foyer-mail-to').fill('vera@acme.example');
    await visitor.page.getByTestId('foyer-mail-send').click();
    await visitor.page.getByTestId('foyer-mail-sent').waitFor();

    await open(ana, 'closed', sessionId);
    await el(ana, 'close-reason').getByText('Other').waitFor();
    await el(ana, 'close-reason').getByText(reason).waitFor();
    await el(ana, 'rating').getByText('Muy amable').waitFor();
    await eventually(async () => expect(await el(ana, 'rating').getAttribute('data-score')).toBe('4'));
    await ana.row(sessionId).getByText('Other').waitFor();
    await el(ana, 'more-actions').click();
    const full = await download(ana.page, () => el(ana, 'transcript-text').click());
    for (const words of [said, note]) expect(full).toContain(words);
    await el(ana, 'more-actions').click();
    await el(ana, 'transcript-mail').click();
    await el(ana, 'mail-to').fill('boss@acme.example');
    await el(ana, 'mail-confirm').click();
    await eventually(
      () => expect(mailbox.letters.map(({ to }) => to[0]).sort()).toEqual(['boss@acme.example', 'vera@acme.example']),
      {
        timeout: 30_000,
      },
    );
    await eventually(async () =>
      expect((await visitorOf(sessionId)).mails.map(({ state }) => state)).toEqual(['sent', 'sent']),
    );
    for (const { raw } of mailbox.letters) {
      expect(raw).toContain('Your chat with Demo');
      expect(raw).not.toContain(note);
    }
    await ana.page.locator('[data-testid=mail][data-state=sent]').nth(1).waitFor();
    expect([...visitor.problems, ...ana.problems, ...ben.problems, ...sue.problems]).toEqual([]);
    await visitor.leave();
  }, 120_000);
});
