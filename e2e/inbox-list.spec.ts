import { newId } from '#libs/contracts';
import { eventually, mustCall } from '#libs/testing';
import { Agent } from './actors/agent.ts';
import { DESKTOP, PHONE } from './actors/browser.ts';
import { Visitor } from './actors/visitor.ts';
import { browserStory, createWorld, marker, type World } from './world.ts';

const LONG = 3_000;

browserStory('finding conversations, in real browsers', () => {
  let world: World;
  let ana: Agent;

  beforeAll(async () => {
    world = await createWorld();
    await world.useLiveChat({ waitSeconds: 3_600 });
    ana = await Agent.signIn(world.browser, world.stack.url, world.ana);
    await ana.goOnline();
  }, 120_000);
  afterAll(async () => {
    await world?.end();
  }, 60_000);

  const sql = (statement: string, values: unknown[] = []): Promise<Record<string, string>[]> =>
    world.stack.database.database.orm.em.getConnection().execute(statement, values);

  /** A visitor who waits for a person and wrote these words, which the process has seen. */
  async function writes(text: string): Promise<{ visitor: Visitor; sessionId: string }> {
    const before = new Set((await sql('select id from session')).map(({ id }) => id));
    const visitor = await Visitor.arrive(world.browser, world.stack.url);
    await visitor.openChat();
    await visitor.choose('chat');
    await visitor.sees(/getting somebody/);
    await visitor.say(text);
    const sessionId = await eventually(async () => {
      const found = (
        await sql(`select id from session where phase = 'waiting' and last_text = ? and unread_since is null`, [text])
      ).find(({ id }) => !before.has(id));
      if (!found?.id) throw new Error('nobody waits');
      return found.id;
    });
    return { visitor, sessionId };
  }

  /** Closed conversations, the newest closed a minute ago. */
  async function fillClosed(count: number): Promise<void> {
    await sql(
      `insert into session (id, site_id, version_id, visitor_hash, first_client_id, language, seed, phase, conversation_at,
        state, started_at, last_at, last_text, last_author, closed_at)
      select gen_random_uuid(), s.id, s.active_version_id, 'filled-' || n, 'first', case when n % 2 = 0 then 'pt' else 'en' end, 1,
        'closed', t.at, '{}', t.at, t.at, 'Closed talk ' || n, 'visitor', t.at
      from site s, generate_series(1, ?::int) n,
        lateral (select date_trunc('milliseconds', now() - n * interval '1 minute') as at) t`,
      [count],
    );
  }

  const search = (agent: Agent, text: string) => agent.page.getByTestId('search').fill(text);
  const expectRows = (agent: Agent, ids: string[]) =>
    eventually(async () => {
      const shown = await agent.rows.evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.sessionId));
      expect(shown).toEqual(ids);
    });

  test('search finds what a visitor wrote, marks it, and keeps to the rights of teams', async () => {
    const word = marker('réunion');
    const { visitor, sessionId } = await writes(`Do you <b>deliver</b> to ${word}?`);
    await eventually(async () => {
      await search(ana, 'nothing of that kind');
      await ana.page.getByTestId('list-empty').waitFor();
      await search(ana, `DELIVER ${word.replace('é', 'e').slice(0, -2)}`);
      await ana.row(sessionId).waitFor({ timeout: 2_000 });
    });
    // as text, not as HTML
    const match = ana.row(sessionId).getByTestId('row-match');
    expect(await match.innerText()).toContain(`Do you <b>deliver</b> to ${word}?`);
    expect((await match.locator('mark').allInnerTexts())[0]).toBe('deliver');
    expect(ana.page.url()).not.toContain('eliver');
    await ana.open(sessionId);
    await ana.sees(word);

    const team = await world.stack.database.database.teams.create('Sales');
    await sql('update session set team_id = ? where id = ?', [team.id, sessionId]);
    await search(ana, word);
    await ana.page.getByTestId('list-empty').waitFor();
    await world.stack.database.database.teams.assignAgent(world.ben.id, team.id);
    const ben = await Agent.signIn(world.browser, world.stack.url, world.ben);
    await search(ben, word);
    await ben.row(sessionId).waitFor();
    expect([ana.problems, ben.problems]).toEqual([[], []]);
    await mustCall(world.stack.url, 'POST', `/conversations/${sessionId}/close`, {
      token: world.adminToken,
      body: { clientId: newId() },
    });
    await ben.leave();
    await visitor.leave();
    await ana.page.getByTestId('search-clear').click();
  });

  test('filters narrow a folder, stand in its address, and are saved as a view', async () => {
    await fillClosed(6);
    const { page } = ana;
    await ana.openFolder('closed');
    await eventually(async () => expect(await ana.rows.count()).toBe(6));
    await page.getByTestId('filters-toggle').click();
    await page.getByTestId('filter-language').selectOption('pt');
    await eventually(async () => expect(await ana.rows.count()).toBe(3));
    expect(page.url()).toMatch(/#\/closed\?language=pt$/);

    const other = await Agent.signIn(world.browser, world.stack.url, world.admin);
    await other.page.goto(page.url());
    await other.page.reload();
    await eventually(async () => expect(await other.rows.count()).toBe(3));
    await other.leave();

    await page.getByTestId('view-save').click();
    await page.getByTestId('view-name').fill('Portuguese');
    await page.getByTestId('view-submit').click();
    const view = page.locator('.rail').getByTestId('view');
    await view.filter({ hasText: 'Portuguese' }).waitFor();
    await page.getByTestId('filter-set-language').click();
    await eventually(async () => expect(await ana.rows.count()).toBe(6));
    await page.reload();
    await view.click();
    await eventually(async () => expect(await ana.rows.count()).toBe(3));

    await page.locator('.rail').getByTestId('view-menu').click();
    await page.getByTestId('view-rename').click();
    await page.getByTestId('view-name').fill('Brazil');
    await page.getByTestId('view-submit').click();
    await view.filter({ hasText: 'Brazil' }).waitFor();
    await page.locator('.rail').getByTestId('view-menu').click();
    await page.getByTestId('view-delete').click();
    await page.getByTestId('view-delete-confirm').click();
    await view.waitFor({ state: 'detached' });
    expect(ana.problems).toEqual([]);
  });

  test('keys do everything, and nothing while somebody types', async () => {
    const { visitor, sessionId } = await writes('Take me with a key');
    const { page } = ana;
    const { keyboard } = page;
    const atAddress = (address: RegExp) => eventually(async () => expect(page.url()).toMatch(address));
    await page.locator('.list-head h1').click();
    await keyboard.press('4');
    await atAddress(/#\/closed$/);
    await keyboard.press('1');
    await ana.row(sessionId).waitFor();
    await keyboard.press('j');
    await atAddress(new RegExp(`#/unassigned/${sessionId}$`));
    await page.getByTestId('assign-to-me').waitFor();
    await keyboard.press('a');
    await atAddress(new RegExp(`#/mine/${sessionId}$`));
    await page.locator('[data-testid=composer-input]:focus').waitFor();
    await keyboard.press('Escape');
    await keyboard.press('r');
    await page.locator('[data-testid=composer-input]:focus').waitFor();
    await keyboard.type('eajk?1');
    expect(await page.getByTestId('composer-input').inputValue()).toBe('eajk?1');
    await atAddress(new RegExp(`#/mine/${sessionId}$`));
    await page.getByTestId('composer-input').fill('');
    await keyboard.press('Escape');
    await keyboard.press('e');
    await page.getByTestId('close-confirm').click();
    await page.getByTestId('closed-bar').waitFor();
    await keyboard.press('Escape');
    await atAddress(/#\/mine$/);

    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    await eventually(async () => expect(await theme()).toBe('light'));
    await keyboard.press('m');
    await eventually(async () => expect(await theme()).toBe('dark'));
    await keyboard.press('m');
    await keyboard.press('o');
    await page.locator('[data-testid=switch-online][aria-checked=false]').waitFor();
    await keyboard.press('o');
    await page.locator('[data-testid=switch-online][aria-checked=true]').waitFor();
    await keyboard.press('/');
    await page.locator('[data-testid=search]:focus').waitFor();
    await keyboard.press('Escape');

    await keyboard.press('?');
    await page.getByTestId('keys-help').waitFor();
    await page.setViewportSize(PHONE);
    // nothing lies beside it
    await eventually(async () =>
      expect(await page.getByTestId('keys-help').evaluate((sheet) => sheet.scrollWidth - sheet.clientWidth)).toBe(0),
    );
    await page.setViewportSize(DESKTOP);
    await page.getByTestId('keys-on').uncheck();
    await keyboard.press('Escape');
    await page.getByTestId('keys-help').waitFor({ state: 'detached' });
    await keyboard.press('4');
    expect(page.url()).toMatch(/#\/mine$/);
    await page.getByTestId('desk-menu').click();
    await page.getByTestId('open-keys').click();
    await page.getByTestId('keys-on').check();
    await keyboard.press('Escape');
    await keyboard.press('4');
    await atAddress(/#\/closed$/);
    expect(ana.problems).toEqual([]);
    await visitor.leave();
  });

  test('unread is what this agent had not in sight: after a reload, on another device, and as a filter', async () => {
    const { visitor, sessionId } = await writes('Is anybody there?');
    const dot = (agent: Agent) => agent.row(sessionId).getByTestId('row-unread');
    const shows = async (agent: Agent, folder: 'unassigned' | 'mine', there: boolean) => {
      await agent.page.goto(`${world.stack.url}/inbox/#/${folder}?unread=yes`);
      await eventually(async () => {
        await agent.page.reload();
        if (there) return dot(agent).waitFor();
        await agent.page.getByTestId('list-rows').or(agent.page.getByTestId('list-empty')).waitFor();
        expect(await agent.row(sessionId).count()).toBe(0);
      });
    };
    const ben = await Agent.signIn(world.browser, world.stack.url, world.ben);
    await ana.openFolder('unassigned');
    await dot(ana).waitFor();
    await ana.open(sessionId);
    await dot(ana).waitFor({ state: 'detached' });
    await shows(ana, 'unassigned', false);
    await shows(ben, 'unassigned', true);

    await ana.page.goto(`${world.stack.url}/inbox/#/unassigned/${sessionId}`);
    await ana.page.getByTestId('assign-to-me').click();
    await ana.page.getByTestId('composer-input').waitFor();
    await ana.openFolder('closed');
    await visitor.say('Hello?');
    await ana.page.getByTestId('mine-unread').waitFor();
    const elsewhere = await Agent.signIn(world.browser, world.stack.url, world.ana);
    await shows(elsewhere, 'mine', true);
    await elsewhere.open(sessionId);
    await elsewhere.sees('Hello?');
    await ana.page.getByTestId('mine-unread').waitFor({ state: 'detached', timeout: 45_000 });

    // what was looked for is not shown over a folder that was not searched
    await search(ana, 'hello');
    await ana.row(sessionId).waitFor();
    await ana.openFolder('mine');
    await eventually(async () => expect(await ana.page.getByTestId('search').inputValue()).toBe(''));
    expect([ana.problems, ben.problems, elsewhere.problems]).toEqual([[], [], []]);
    await mustCall(world.stack.url, 'POST', `/conversations/${sessionId}/close`, {
      token: world.adminToken,
      body: { clientId: newId() },
    });
    for (const one of [ben, elsewhere, visitor]) await one.leave();
  }, 120_000);

  test(`${LONG} conversations scroll: few rows exist, each says which it is, and none moves under the eyes`, async () => {
    await sql(`delete from session where visitor_hash like 'filled-%'`);
    await fillClosed(LONG);
    const { visitor, sessionId } = await writes('Close me while Ana reads');
    const { page } = ana;
    await ana.openFolder('unassigned');
    await ana.openFolder('closed');
    await ana.rows.first().waitFor();
    const list = page.getByTestId('list-rows');
    const filled = Number(
      (await sql(`select count(*)::int as n from session where phase = 'closed' and team_id is null`))[0]?.n,
    );
    await eventually(
      async () => {
        await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
        const last = list.locator('li').last();
        expect([await last.getAttribute('aria-posinset'), await last.getAttribute('aria-setsize')]).toEqual([
          String(filled),
          String(filled),
        ]);
      },
      { timeout: 60_000 },
    );
    expect(await ana.rows.count()).toBeLessThan(60);

    // by keys, from a row in the middle
    await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight / 2 }));
    const inSight = () =>
      list.evaluate((element) => {
        const top = element.getBoundingClientRect().top;
        const rows = [...element.querySelectorAll<HTMLElement>('[data-session-id]')];
        const first = rows.find((row) => row.getBoundingClientRect().top >= top);
        return { id: first?.dataset.sessionId, y: Math.round(first?.getBoundingClientRect().top ?? 0) };
      });
    await eventually(async () => expect((await inSight()).id).toBeDefined());
    const before = await eventually(async () => {
      const [one, two] = [await inSight(), await inSight()];
      expect(two).toEqual(one);
      return two;
    });
    await mustCall(world.stack.url, 'POST', `/conversations/${sessionId}/close`, {
      token: world.adminToken,
      body: { clientId: newId() },
    });
    await eventually(async () =>
      expect(Number(await list.locator('li').last().getAttribute('aria-setsize'))).toBe(filled + 1),
    );
    const after = await inSight();
    expect(after.id).toBe(before.id);
    expect(Math.abs(after.y - before.y)).toBeLessThanOrEqual(2);

    const middle = ana.row(before.id ?? '');
    await middle.focus();
    for (let press = 0; press < 30; press++) await page.keyboard.press('ArrowDown');
    await eventually(async () => {
      const at = await page.evaluate(() => document.activeElement?.closest('li')?.getAttribute('aria-posinset'));
      const from = await middle
        .count()
        .then((there) => (there ? middle.locator('xpath=..').getAttribute('aria-posinset') : null));
      if (from !== null) expect(Number(at) - Number(from)).toBe(30);
      expect(Number(at)).toBeGreaterThan(30);
    });
    await page.keyboard.press('Home');
    await eventually(async () =>
      expect(await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.sessionId)).toBe(
        sessionId,
      ),
    );
    expect(ana.problems).toEqual([]);
    await visitor.leave();
  }, 120_000);

  test('on a phone: search, filters, saved views and the way back', async () => {
    const { visitor, sessionId } = await writes('A roof for my barn');
    const phone = await Agent.signIn(world.browser, world.stack.url, world.admin, { viewport: PHONE });
    await eventually(async () => {
      await search(phone, '');
      await search(phone, 'roof barn');
      await phone.row(sessionId).waitFor({ timeout: 2_000 });
    });
    await phone.open(sessionId);
    await phone.page.getByTestId('back').click();
    await expectRows(phone, [sessionId]);
    await phone.page.getByTestId('filters-toggle').click();
    await phone.page.getByTestId('filter-phase').selectOption('closed');
    await phone.page.getByTestId('list-empty').waitFor();
    const fits = async () =>
      expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    await fits();
    await phone.page.getByTestId('view-save').click();
    await phone.page.getByTestId('view-name').fill('Closed barns');
    await fits();
    await phone.page.getByTestId('view-submit').click();
    const view = phone.page.locator('[data-testid=view]:visible');
    await view.filter({ hasText: 'Closed barns' }).waitFor();
    await phone.page.getByTestId('filter-set-phase').click();
    await expectRows(phone, [sessionId]);
    await view.click();
    await phone.page.getByTestId('list-empty').waitFor();
    await phone.page.locator('[data-testid=view-menu]:visible').click();
    await phone.page.getByTestId('view-delete').click();
    await phone.page.getByTestId('view-delete-confirm').click();
    await view.waitFor({ state: 'detached' });
    await fits();
    expect(phone.problems).toEqual([]);
    await phone.leave();
    await visitor.leave();
  });
});
