import { newId, type Opening } from '#libs/contracts';
import { connectAgent, connectVisitor, eventually, mustCall, startSession } from '#libs/testing';
import { Agent } from './actors/agent.ts';
import { newPerson } from './actors/browser.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';
import { browserStory, createWorld, SITE_ID, type World } from './world.ts';

const clientId = (): string => newId().replaceAll('-', '');
/** How a browser shows white space: runs collapse, ends go. */
const shown = (text: string): string => text.replace(/\s+/g, ' ').trim();

browserStory('what people write is text', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld();
    await world.useLiveChat();
  }, 120_000);
  afterAll(async () => {
    await world?.end();
  }, 60_000);

  test('peer failure 14: a hundred and more hostile texts, from visitor and agent, run nothing in inbox and widget', async () => {
    expect(HOSTILE_TEXTS.length).toBeGreaterThan(100);
    const { url } = world.stack;
    const ana = await Agent.signIn(world.browser, url, world.ana);
    await ana.goOnline();

    const opening = await mustCall<Opening>(url, 'GET', `/sites/${SITE_ID}/opening?language=en`);
    const visitorKey = clientId() + clientId();
    const firstId = clientId();
    const act = { promptSeq: 2, choiceId: 'chat' };
    const { versionId, language } = opening;
    const pageUrl = 'https://example.com/"><script>window.foyerRan=true</script>';
    const body = { visitorKey, clientId: firstId, versionId, language, seed: 1, returning: false, act, pageUrl };
    const started = await startSession(url, SITE_ID, body);
    const { sessionId, token } = started;
    const token_ = world.adminToken;
    await eventually(async () => {
      const assign = { clientId: clientId(), agentId: world.ana.id };
      await mustCall(url, 'POST', `/conversations/${sessionId}/assign`, { token: token_, body: assign });
    });

    const visitor = await connectVisitor(url, token);
    const anaToken = await ana.page.evaluate(() => Object.values(localStorage).join(' '));
    const agent = await connectAgent(url, /[\w-]+\.[\w-]+\.[\w-]+/.exec(anaToken)![0]);
    // a visitor may write 100 a minute, so agent and visitor share the corpus, each half twice
    const half = Math.ceil(HOSTILE_TEXTS.length / 2);
    for (const [index, text] of HOSTILE_TEXTS.entries()) {
      if (index < half) await visitor.call('message:send', { clientId: clientId(), text });
      await agent.call('message:send', { sessionId, clientId: clientId(), text });
    }
    visitor.close();
    agent.close();
    const details = {
      personName: '<img src=x onerror=window.foyerRan=true>',
      email: null,
      phone: null,
      organisation: '<svg onload=window.foyerRan=true>',
      dealValue: null,
      currency: null,
      note: '</textarea><script>window.foyerRan=true</script>',
    };
    await mustCall(url, 'PUT', `/conversations/${sessionId}/details`, {
      token: token_,
      body: { version: 0, details },
    });

    const problems: string[] = [];
    const { context } = await newPerson(world.browser);
    const page = await context.newPage();
    for (const shownPage of [page, ana.page])
      shownPage.on('dialog', (dialog) => {
        problems.push(dialog.message());
        void dialog.dismiss();
      });
    await ana.openFolder('mine');
    await ana.open(sessionId);

    // the widget takes up the session as after a reload: the same visitor key, the same first act
    await page.route('**/api/v1/sites/*/sessions', (route) =>
      route.continue({ postData: JSON.stringify(body), headers: { ...route.request().headers() } }),
    );
    await page.goto(`${url}/demo`);
    await page.getByTestId('foyer-launcher').click();
    await page.locator('[data-testid=foyer-choice][data-choice-id=chat]').click();

    for (const timeline of [ana.timeline, page.getByTestId('foyer-timeline')]) {
      await eventually(async () => {
        const text = shown(await timeline.innerText());
        const missing = HOSTILE_TEXTS.filter((hostile) => !text.includes(shown(hostile)));
        expect(missing).toEqual([]);
      });
    }
    for (const shownPage of [ana.page, page]) {
      expect(await shownPage.evaluate(() => 'foyerRan' in window)).toBe(false);
      const hrefs = await shownPage
        .locator('a')
        .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
      expect(hrefs.filter((href) => !/^https?:/.test(href))).toEqual([]);
    }
    expect(problems).toEqual([]);
  }, 180_000);
});
