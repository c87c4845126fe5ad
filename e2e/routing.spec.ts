import type { Opening, RoutingView } from '#libs/contracts';
import { eventually, mustCall } from '#libs/testing';
import { Admin } from './actors/admin.ts';
import { Agent } from './actors/agent.ts';
import { axeFindings } from './actors/axe.ts';
import { PHONE } from './actors/browser.ts';
import { Visitor } from './actors/visitor.ts';
import { browserStory, createWorld, marker, SITE_ID, type World } from './world.ts';

browserStory('conversations find an agent, in real browsers', () => {
  let world: World;
  let alex: Admin;
  /** At a desk. */
  let ana: Agent;
  /** On the phone. */
  let ben: Agent;

  beforeAll(async () => {
    world = await createWorld();
    await world.useLiveChat({ waitSeconds: 300 });
    alex = await Admin.signIn(world.browser, world.stack.url, world.admin);
    ana = await Agent.signIn(world.browser, world.stack.url, world.ana);
    ben = await Agent.signIn(world.browser, world.stack.url, world.ben, { viewport: PHONE });
    await ana.goOnline();
    await ben.goOnline();
  }, 120_000);
  afterAll(async () => {
    await world?.end();
  }, 60_000);

  const offerOf = ({ page }: Agent) => page.getByTestId('offer');
  const answer = async ({ page }: Agent, verb: 'accept' | 'decline') =>
    page.getByTestId('offer').getByTestId(`offer-${verb}`).click();
  async function asks(): Promise<Visitor> {
    const visitor = await Visitor.arrive(world.browser, world.stack.url);
    await visitor.openChat();
    await visitor.choose('chat');
    return visitor;
  }
  const openSettings = async () => {
    await alex.openList();
    await alex.page.getByTestId('settings').click();
    await alex.page.getByTestId('settings-page').waitFor();
  };

  test('an admin says that conversations are offered, and for how long', async () => {
    await openSettings();
    const everybody = alex.page.locator('[data-testid=routing-row][data-team-id=""]');
    await everybody.getByTestId('routing-mode').selectOption('leastBusy');
    await everybody.getByTestId('routing-seconds').fill('60');
    await everybody.getByTestId('routing-seconds').press('Tab');
    await alex.isTold('Saved');
    await eventually(async () => {
      const { stack, adminToken: token } = world;
      const [routing] = await mustCall<RoutingView[]>(stack.url, 'GET', '/routing', { token });
      expect(routing).toEqual({ teamId: null, mode: 'leastBusy', offerSeconds: 60 });
    });
  }, 60_000);

  test('what was read before a change of the routing, and arrives after it, does not undo it', async () => {
    const { page } = alex;
    const address = page.url();
    // nothing of the page before is counted
    await page.goto('about:blank');
    const [teams, changed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let reads = 0;
    await page.route('**/api/v1/teams', async (route) => {
      await teams.promise;
      await route.continue();
    });
    await page.route('**/api/v1/routing', async (route) => {
      if (route.request().method() !== 'GET') return route.continue();
      reads += 1;
      const read = reads;
      const response = await route.fetch();
      if (read === 2) await changed.promise;
      await route.fulfill({ response });
      if (read === 3) changed.resolve();
    });
    await page.goto(address);
    const seconds = page.locator('[data-testid=routing-row][data-team-id=""]').getByTestId('routing-seconds');
    await seconds.waitFor();
    // with the teams the routing is read anew
    teams.resolve();
    await eventually(() => expect(reads).toBe(2));
    const late = page.waitForEvent('requestfinished', (request) => request.url().endsWith('/routing') && reads === 3);
    await seconds.fill('90');
    await seconds.press('Tab');
    await late;
    await page.unrouteAll({ behavior: 'wait' });
    await eventually(async () => expect(await seconds.inputValue()).toBe('90'));
    const token = world.adminToken;
    await mustCall(world.stack.url, 'PUT', '/routing', { token, body: { mode: 'leastBusy', offerSeconds: 60 } });
  }, 60_000);

  test('an offer is a card with the seconds left; who declines is followed by the next, who accepts on the phone', async () => {
    const vera = await asks();
    await offerOf(ana).waitFor();
    await vera.page.getByTestId('foyer-place').getByText('You are next.').waitFor();
    for (const colorScheme of ['dark', 'light'] as const) {
      await ana.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await axeFindings(ana.page)).toEqual([]);
    }
    expect(await offerOf(ben).count()).toBe(0);
    const left = async () => Number(await offerOf(ana).getByTestId('offer-left').innerText());
    const first = await left();
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(60);
    await eventually(async () => expect(await left()).toBeLessThan(first));

    await answer(ana, 'decline');
    await offerOf(ana).waitFor({ state: 'detached' });
    await offerOf(ben).waitFor();
    await ben.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    expect(await axeFindings(ben.page)).toEqual([]);
    await answer(ben, 'accept');
    await ben.timeline.waitFor();
    await offerOf(ben).waitFor({ state: 'detached' });
    await ben.sees('Ana Silva declined');
    await ben.say('Here I am');
    await vera.sees('Here I am');
    expect(await vera.shown()).not.toContain('Ana Silva declined');
    await eventually(async () => expect(await vera.page.getByTestId('foyer-place').count()).toBe(0));
    expect(vera.problems).toEqual([]);
    await vera.leave();
  }, 90_000);

  test('who does not answer in time is followed by the next, who leaves loses it at once; then it is everybody’s', async () => {
    const everybody = { token: world.adminToken, body: { mode: 'leastBusy', offerSeconds: 5 } };
    await mustCall(world.stack.url, 'PUT', '/routing', everybody);
    const max = await asks();
    await offerOf(ana).waitFor();
    await max.page.getByTestId('foyer-place').waitFor();
    await offerOf(ana).waitFor({ state: 'detached' });
    await ben.page.getByTestId('back').click();
    await offerOf(ben).waitFor();
    await ben.goAway();
    await offerOf(ben).waitFor({ state: 'detached' });
    await ana.openFolder('unassigned');
    await ana.rows.first().click();
    await ana.page.getByTestId('assign-to-me').click();
    await ana.say('At last');
    await max.sees('At last');
    await max.leave();
    await ben.goOnline();
  }, 90_000);

  test('who closes a conversation gets whoever waits for longest', async () => {
    const { stack, adminToken: token } = world;
    await mustCall(stack.url, 'PUT', '/routing', { token, body: { mode: 'leastBusy', offerSeconds: 60 } });
    await ben.goAway();
    const { name, email } = world.ana;
    const one = { name, email, capacity: 1, role: 'agent', teamId: null };
    await mustCall(stack.url, 'PUT', `/agents/${world.ana.id}`, { token, body: one });
    const [first, second] = [await asks(), await asks()];
    await second.page.locator('[data-testid=foyer-place][data-place="2"]').waitFor();
    expect(await offerOf(ana).count()).toBe(0);
    await ana.close();
    await offerOf(ana).waitFor();
    await answer(ana, 'accept');
    await ana.say('You were first');
    await first.sees('You were first');
    await second.page.locator('[data-testid=foyer-place][data-place="1"]').waitFor();

    // so does who comes online
    const third = await asks();
    await third.page.locator('[data-testid=foyer-place][data-place="2"]').waitFor();
    // beside Vera there is room for one
    const two = { name: world.ben.name, email: world.ben.email, capacity: 2, role: 'agent', teamId: null };
    await mustCall(stack.url, 'PUT', `/agents/${world.ben.id}`, { token, body: two });
    await ben.goOnline();
    await offerOf(ben).waitFor();
    await answer(ben, 'accept');
    await offerOf(ben).waitFor({ state: 'detached' });
    await ben.say('You were second');
    await second.sees('You were second');
    await Promise.all([first.leave(), second.leave(), third.leave()]);
  }, 120_000);

  test('out of hours visitors are told when somebody is back, or see no chat', async () => {
    // came while it was open, and still sits there
    const early = await Visitor.arrive(world.browser, world.stack.url);
    await early.page.addInitScript(() =>
      Object.defineProperty(performance, 'timeOrigin', { value: Date.now() - 3_600_000 }),
    );
    await early.page.reload();
    await early.page.getByTestId('foyer-launcher').waitFor();
    const { stack, adminToken: token } = world;
    await mustCall(stack.url, 'PUT', '/routing', { token, body: { mode: 'manual', offerSeconds: 60 } });
    await mustCall(stack.url, 'PUT', '/me/switch', { token, body: { on: true } });
    // waits, and is given back to the bot when it has closed meanwhile
    const waiting = await asks();
    await waiting.page.getByTestId('foyer-waiting').waitFor();
    await openSettings();
    const { page } = alex;
    await page.getByTestId('hours-always').uncheck();
    await page.getByTestId('holiday-add').click();
    await page.getByTestId('holiday-date').fill(new Date().toLocaleDateString('en-CA'));
    await page.getByTestId('hours-save').click();
    await alex.isTold('Saved');

    expect(await waiting.page.getByTestId('foyer-closed').count()).toBe(0);
    const { conversations } = await mustCall<{ conversations: { id: string }[] }>(
      stack.url,
      'GET',
      '/conversations?folder=unassigned',
      { token },
    );
    const latest = conversations
      .map(({ id }) => id)
      .toSorted()
      .at(-1);
    for (const [command, body] of [
      ['assign', { agentId: world.admin.id }],
      ['hand-back', {}],
    ] as const) {
      const clientId = marker(command);
      await mustCall(stack.url, 'POST', `/conversations/${latest}/${command}`, { token, body: { clientId, ...body } });
    }
    await waiting.sees('Alex Admin has left the chat');
    await waiting.page.getByTestId('foyer-closed').waitFor();
    await waiting.leave();

    await early.openChat();
    await early.page.getByTestId('foyer-closed').waitFor();
    await early.leave();

    const late = await Visitor.arrive(world.browser, world.stack.url);
    await late.openChat();
    await late.page
      .getByTestId('foyer-closed')
      .getByText(/We will be back: .*9:00/)
      .waitFor();
    await late.choose('chat');
    await late.sees('Nobody from the team is online right now');
    expect(await late.page.getByTestId('foyer-waiting').count()).toBe(0);

    await page.getByTestId('hours-out').selectOption('hide');
    await page.getByTestId('hours-save').click();
    await eventually(async () => {
      const path = `/sites/${SITE_ID}/opening?language=en`;
      expect((await mustCall<Opening>(world.stack.url, 'GET', path)).closed?.hide).toBe(true);
    });
    const later = await Visitor.arrive(world.browser, world.stack.url);
    await later.page.waitForLoadState('networkidle');
    expect(await later.page.getByTestId('foyer-launcher').count()).toBe(0);
    // whoever is talking goes on
    await late.page.reload();
    await late.page.getByTestId('foyer-launcher').waitFor();
    expect([...alex.problems, ...ana.problems, ...ben.problems, ...late.problems]).toEqual([]);
  }, 90_000);
});
