import { eventually, mustCall } from '#libs/testing';
import { Agent } from './actors/agent.ts';
import { PHONE } from './actors/browser.ts';
import { Visitor } from './actors/visitor.ts';
import { browserStory, createWorld, marker, type World } from './world.ts';

/** Lists are read every 30 s, whatever happens. */
const BEFORE_THE_NEXT_READ = { timeout: 20_000 };

browserStory('what is read on one screen is unread on none, in real browsers', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
    await world.useLiveChat({ waitSeconds: 300 });
  }, 120_000);
  afterAll(async () => {
    await world?.end();
  }, 60_000);

  test('the phone’s title and row follow what was read at the desk', async () => {
    const { browser, stack, ana } = world;
    const desk = await Agent.signIn(browser, stack.url, ana);
    const phone = await Agent.signIn(browser, stack.url, ana, { viewport: PHONE });
    await desk.goOnline();
    const visitor = await Visitor.arrive(browser, stack.url);
    await visitor.openChat();
    await visitor.choose('chat');
    const sessionId = await desk.page.getByTestId('conversation-row').getAttribute('data-session-id');
    const token = world.adminToken;
    const body = { clientId: marker('assign'), agentId: ana.id };
    await mustCall(stack.url, 'POST', `/conversations/${sessionId}/assign`, { token, body });
    await desk.openFolder('mine');
    await phone.openFolder('mine');
    const dot = phone.row(sessionId ?? '').getByTestId('row-unread');
    await visitor.sees('Ana Silva joined');
    await visitor.say('Is it red?');
    for (const { page } of [desk, phone]) await eventually(async () => expect(await page.title()).toBe('(1) Foyer'));
    await dot.waitFor();
    await desk.open(sessionId ?? '');
    await desk.sees('Is it red?');
    await eventually(
      async () => expect([await phone.page.title(), await dot.count()]).toEqual(['Foyer', 0]),
      BEFORE_THE_NEXT_READ,
    );
    expect(phone.problems).toEqual([]);
  }, 120_000);
});
