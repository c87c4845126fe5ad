import argon2 from 'argon2';
import { eventually } from '#libs/testing';
import { Agent } from './actors/agent.ts';
import { DESKTOP, PHONE } from './actors/browser.ts';
import { Lead } from './actors/lead.ts';
import { Visitor } from './actors/visitor.ts';
import { browserStory, type Colleague, createWorld, marker, type World } from './world.ts';

browserStory('those who lead others see what goes on and what happened', () => {
  let world: World;
  let lou: Colleague;

  beforeAll(async () => {
    world = await createWorld();
    await world.useLiveChat({ waitSeconds: 600 });
    const password = 'a-password-for-tests';
    const passwordHash = await argon2.hash(password, { type: argon2.argon2id });
    const person = { email: 'lou@example.com', name: 'Lou Lead' };
    const { id } = await world.stack.database.database.agents.create({ ...person, role: 'supervisor', passwordHash });
    lou = { id, ...person, password };
  }, 120_000);
  afterAll(() => world?.end(), 60_000);

  async function waitingVisitor(words: string): Promise<{ visitor: Visitor; sessionId: string }> {
    const visitor = await Visitor.arrive(world.browser, world.stack.url);
    await visitor.openChat();
    await visitor.choose('chat');
    await visitor.say(words);
    const { orm } = world.stack.database.database;
    const sessionId = await eventually(async () => {
      const [row] = await orm.em
        .getConnection()
        .execute<{ id: string }[]>(
          `select s.id from session s join entry e on e.session_id = s.id and e.body ->> 'text' = ? where s.phase = 'waiting'`,
          [words],
        );
      expect(row).toBeDefined();
      return row?.id ?? '';
    });
    return { visitor, sessionId };
  }

  const SIZES = [
    ['at a desk', DESKTOP],
    ['on a phone', PHONE],
  ] as const;

  it.each(SIZES)(
    '%s: who asked for people while nobody was there is missed, and told apart',
    async (_, viewport) => {
      const lead = await Lead.signIn(world.browser, world.stack.url, lou, { viewport });
      const missed = Number(await lead.today('missed').innerText());
      const visitor = await Visitor.arrive(world.browser, world.stack.url, { viewport });
      await visitor.openChat();
      await visitor.choose('chat');
      await visitor.sees('Nobody from the team is online right now');
      await eventually(async () => expect(await lead.today('missed').innerText()).toBe(String(missed + 1)), {
        timeout: 40_000,
      });
      await eventually(async () =>
        expect(await lead.today('nobody-online').innerText()).toBe(`${missed + 1} while nobody was online`),
      );
      await eventually(async () => expect(await lead.today('nobody-picked-up').count()).toBe(0));
      await lead.openReports();
      await eventually(async () => expect(await lead.number('', 'nobodyOnline').innerText()).toBe(String(missed + 1)));
      const list = await lead.saved('export-conversations');
      const [head = '', ...rows] = list.text.split('\r\n').map((line) => line.split(','));
      const column = head.indexOf('missed_nobody_online');
      expect(rows.filter((cells) => cells[column] === '1')).toHaveLength(missed + 1);
      expect([...lead.problems, ...visitor.problems]).toEqual([]);
      await Promise.all([lead.leave(), visitor.leave()]);
    },
    120_000,
  );

  it.each(SIZES)(
    '%s: who waits is given to an agent, and the numbers follow',
    async (_, viewport) => {
      const ana = await Agent.signIn(world.browser, world.stack.url, world.ana);
      await ana.goOnline();
      const lead = await Lead.signIn(world.browser, world.stack.url, lou, { viewport });
      await lead.page
        .locator(`[data-testid=live-agent-row][data-agent-id="${world.ana.id}"][data-availability=online]`)
        .waitFor();
      const before = Number(await lead.today('new').innerText());

      const words = marker('hello');
      const { visitor, sessionId } = await waitingVisitor(words);
      const waits = lead.row('waiting', sessionId);
      await waits.waitFor();
      await waits.getByText(words).waitFor();
      await eventually(async () => expect(await lead.today('new').innerText()).toBe(String(before + 1)));

      await lead.give(sessionId, world.ana.id);
      const live = lead.row('live', sessionId);
      await live.waitFor();
      await eventually(async () => expect(await live.getByTestId('live-agent').innerText()).toBe('Ana Silva'));
      await waits.waitFor({ state: 'detached' });
      await eventually(async () =>
        expect(await lead.agent(world.ana.id).getByTestId('live-load').innerText()).toBe('1 of 20'),
      );
      await eventually(async () => expect(await lead.today('pick-up').innerText()).toMatch(/\d/));

      await ana.openFolder('mine');
      await ana.open(sessionId);
      await ana.say('How can I help?');
      await visitor.sees('How can I help?');
      await ana.close();
      await live.waitFor({ state: 'detached' });

      await lead.openReports();
      await eventually(async () => {
        expect(Number(await lead.number(world.ana.id, 'conversations').innerText())).toBeGreaterThanOrEqual(1);
        expect(await lead.number(world.ana.id, 'firstResponseMedian').innerText()).toMatch(/\d/);
      });
      const total = await lead.number('total', 'conversations').innerText();
      await lead.page.getByTestId('preset-today').click();
      await lead.groupBy('hour');
      await eventually(async () => {
        expect(await lead.page.getByTestId('report-row').count()).toBe(25);
        expect(await lead.number('total', 'conversations').innerText()).toBe(total);
      });
      await eventually(async () =>
        expect(await lead.page.getByTestId('chart').getAttribute('aria-label')).toContain('Conversations by Hour'),
      );
      await lead.page.getByTestId('meanings').click();
      await lead.page.getByText('Asked for people and got nobody', { exact: false }).waitFor();

      await lead.groupBy('agent');
      await lead.number(world.ana.id, 'closed').waitFor();
      const report = await lead.saved('export-report');
      expect(report.name).toMatch(/^report-by-agent-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
      expect(report.text).toContain(`\r\n${world.ana.id},Ana Silva,`);
      const list = await lead.saved('export-conversations');
      expect(list.text.startsWith('\uFEFFid,')).toBe(true);
      expect(list.text).toContain(`\r\n${sessionId},`);

      await lead.page.getByTestId('period-to').fill('2020-01-01');
      await lead.page.getByRole('alert').waitFor();
      await eventually(async () => expect(await lead.page.getByTestId('export-report').isDisabled()).toBe(true));
      expect([...lead.problems, ...ana.problems, ...visitor.problems]).toEqual([]);
      await Promise.all([lead, ana, visitor].map((person) => person.leave()));
    },
    90_000,
  );

  it('a conversation opens from the queue, also in Spanish; agents have no such pages', async () => {
    const { visitor, sessionId } = await waitingVisitor(marker('hola'));
    const lead = await Lead.signIn(world.browser, world.stack.url, lou, { locale: 'es-ES' });
    await lead.page.getByRole('heading', { name: 'Esperan' }).waitFor();
    await lead.row('waiting', sessionId).getByTestId('live-open').click();
    await lead.page.locator('[data-testid=conversation][data-phase=waiting]').waitFor();
    const ana = await Agent.signIn(world.browser, world.stack.url, world.ana);
    expect(await ana.page.getByTestId('lead').count()).toBe(0);
    await ana.page.goto(`${world.stack.url}/inbox/#/reports`);
    await ana.page.getByTestId('folder-unassigned').waitFor();
    expect(await ana.page.getByTestId('lead-reports').count()).toBe(0);
    expect([...lead.problems, ...ana.problems, ...visitor.problems]).toEqual([]);
    await Promise.all([lead, ana, visitor].map((person) => person.leave()));
  }, 60_000);
});
