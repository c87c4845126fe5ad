import type { PlaybookPublished, PlaybookSummary } from '#libs/contracts';
import { mustCall } from '#libs/testing';
import { Admin } from './actors/admin.ts';
import { browserStory, createWorld, liveChat, marker, type World } from './world.ts';

browserStory('parts of the inbox that come late', () => {
  let world: World;
  let alex: Admin;

  beforeAll(async () => {
    world = await createWorld();
    // a service worker would answer for the network
    alex = await Admin.signIn(world.browser, world.stack.url, world.admin, { serviceWorkers: 'block' });
  }, 120_000);
  afterAll(async () => {
    await world?.end();
  }, 60_000);

  test('one that comes after the agent went elsewhere is not shown there', async () => {
    const { page } = alex;
    const name = marker('late');
    const body = { ...liveChat(), name };
    await mustCall<PlaybookPublished>(world.stack.url, 'POST', '/playbooks', { token: world.adminToken, body });
    await page.reload();
    await alex.openPlaybook(name);

    const graph = Promise.withResolvers<void>();
    await page.route(/\/graph-page-[^/]*\.js$/, async (route) => {
      await graph.promise;
      await route.continue();
    });
    const asked = page.waitForRequest(/\/graph-page-[^/]*\.js$/);
    await alex.openTab('graph');
    const part = (await asked).url();
    await alex.openTab('editor');
    await page.getByTestId('draft-text').waitFor();

    graph.resolve();
    // whoever waited for the part has it by now, and what it shows is on the screen
    await page.evaluate(async (address) => {
      await import(address);
      for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    }, part);
    expect(await page.getByTestId('draft-text').count()).toBe(1);
    await alex.openTab('graph');
    await page.getByTestId('graph-card').first().waitFor();
    expect(alex.problems).toEqual([]);
  }, 60_000);

  test('what was made is made once, though the list cannot be read after it', async () => {
    const { page } = alex;
    const [name, copy] = [marker('original'), marker('copy')];
    await mustCall(world.stack.url, 'POST', '/playbooks', {
      token: world.adminToken,
      body: { ...liveChat(), name },
    });
    await page.reload();
    await alex.openPlaybook(name);
    const list = /\/api\/v1\/playbooks$/;
    await page.route(list, (route) => (route.request().method() === 'GET' ? route.abort() : route.continue()));
    await page.getByTestId('playbook-menu').click();
    await page.getByTestId('playbook-duplicate').click();
    await page.getByTestId('dialog-name').fill(copy);
    await page.getByTestId('dialog-submit').click();
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await page.unroute(list);
    await page.reload();
    await page.getByRole('heading', { name: copy }).waitFor();
    const all = await mustCall<PlaybookSummary[]>(world.stack.url, 'GET', '/playbooks', { token: world.adminToken });
    expect(all.filter((playbook) => playbook.name === copy)).toHaveLength(1);
  }, 60_000);
});
