import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { type CrmRecord, isHidden, type Timeline } from '#libs/contracts';
import { callApi, eventually, mustCall } from '#libs/testing';
import { Admin } from './actors/admin.ts';
import { Agent } from './actors/agent.ts';
import { DESKTOP, PHONE } from './actors/browser.ts';
import { Visitor } from './actors/visitor.ts';
import { INTEREST } from './playbooks/interest.ts';
import { comesAndGoes } from './playbooks/quick-visitor.ts';
import { type Service, startService } from './playbooks/service.ts';
import { TOUR } from './playbooks/tour.ts';
import { browserStory, createWorld, type World } from './world.ts';

/** A token as a website signs it. */
function signed(claims: object, secret: string): string {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const content = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

browserStory('playbooks, from the template to the numbers', () => {
  let world: World;
  let service: Service;

  beforeAll(async () => {
    service = await startService({ customer: { tier: 'gold' } });
    world = await createWorld({
      env: { FOYER_HTTP_ALLOWED_HOSTS: service.host, NODE_EXTRA_CA_CERTS: service.certificate },
    });
  }, 120_000);
  afterAll(async () => {
    await world?.end();
    await service?.stop();
  }, 60_000);

  const sql = (statement: string): Promise<Record<string, string>[]> =>
    world.stack.database.database.orm.em.getConnection().execute(statement);
  const newest = async (): Promise<string> => {
    const [session] = await sql('select id from session order by started_at desc limit 1');
    return session?.id ?? '';
  };
  const arrive = async (options: Parameters<typeof Visitor.arrive>[2] = {}): Promise<Visitor> => {
    const visitor = await Visitor.arrive(world.browser, world.stack.url, options);
    await visitor.openChat();
    return visitor;
  };
  const admin = (options: Parameters<typeof Admin.signIn>[3] = {}): Promise<Admin> =>
    Admin.signIn(world.browser, world.stack.url, world.admin, options);
  const onlineAgent = async (options: Parameters<typeof Agent.signIn>[3] = {}): Promise<Agent> => {
    const agent = await Agent.signIn(world.browser, world.stack.url, world.ana, options);
    await agent.goOnline();
    return agent;
  };
  async function pickUp(agent: Agent): Promise<string> {
    await agent.openFolder('unassigned');
    await agent.rows.first().waitFor();
    const sessionId = await newest();
    await agent.open(sessionId);
    await agent.page.getByTestId('assign-to-me').click();
    await agent.page.locator('[data-testid=conversation][data-phase=live]').waitFor();
    return sessionId;
  }

  it('is made from a template, mended, tried, published and activated; who talks stays on their version; and back', async () => {
    const alex = await admin();
    const { page } = alex;
    await alex.createFromTemplate({
      templateId: 'demo-request',
      name: 'Book a visit',
      alsoIn: 'fr',
      botName: 'Lumi',
      accent: '#8a1c5b',
    });

    // a language that nobody has written, and a card that does not exist
    const { draftProblems } = alex;
    await eventually(async () => expect(await draftProblems.count()).toBe(0));
    await alex.replace('"fr"\\n  ]', '"fr", "de"\\n  ]');
    await draftProblems.filter({ hasText: 'cards.welcome.text' }).first().waitFor();
    await eventually(async () => expect(await page.getByTestId('draft-publish').isEnabled()).toBe(false));
    await alex.replace('"fr", "de"', '"fr"');
    await draftProblems.first().waitFor({ state: 'detached' });
    await alex.replace('"next": "askPhone"', '"next": "askFax"');
    await draftProblems.filter({ hasText: 'askFax' }).first().waitFor();
    await draftProblems.filter({ hasText: 'askFax' }).first().click();
    await alex.replace('"next": "askFax"', '"next": "askPhone"');
    await draftProblems.first().waitFor({ state: 'detached' });
    await page.locator('[data-testid=test][data-ok=true]').first().waitFor();
    await eventually(async () => expect(await page.locator('[data-testid=test][data-ok=false]').count()).toBe(0));
    await alex.publish('As it came', 1);
    await alex.activate(1);

    const vera = await arrive();
    await eventually(async () => expect(await vera.headerName.innerText()).toBe('Lumi'));
    await vera.choose('yes');
    await vera.sees('Great! Who should we invite?');

    await alex.openTab('editor');
    await alex.replace('Would you like to see it live?', 'Come and see our lamps!');
    await alex.replace('Which e-mail address can we reach you at?', 'Where shall we write to?');
    await page.getByTestId('add-live-chat').click();
    await alex.isTold('Live chat was added to the draft');
    await eventually(async () => expect(await draftProblems.count()).toBe(0));

    await alex.openTab('try');
    const tried = page.getByTestId('try-timeline');
    await tried.getByText('Come and see our lamps!').waitFor();
    const choice = page.locator('[data-testid=try-choice][data-choice-id=liveChat]');
    await choice.click();
    await tried.getByText('Great! Who should we invite?').waitFor();
    await page.getByTestId('try-circumstances').click();
    await page.getByTestId('try-online').check();
    await choice.click();
    await page.locator('[data-testid=try-phase][data-phase=waiting]').waitFor();
    await page.getByTestId('try-agents').click();
    await page.getByTestId('try-agent-joins').click();
    await page.locator('[data-testid=try-phase][data-phase=live]').waitFor();

    await alex.publish('Warmer, and with people', 2);
    await alex.activate(2);
    const vic = await arrive();
    await vic.sees('Come and see our lamps!');
    await vic.choice('liveChat').waitFor();
    await vera.answers('Vera', 'Which e-mail address can we reach you at?');

    await alex.rollBack();
    await alex.version(1).getByTestId('version-active').waitFor();
    const nora = await arrive();
    await nora.sees('Would you like to see it live?');
    expect(await nora.choice('liveChat').count()).toBe(0);
    await vera.answers('vera@example.com', /A phone number/);

    await eventually(async () =>
      expect(await alex.history()).toEqual([
        'Alex Admin rolled Demo back to version 1',
        'Alex Admin activated version 2 on Demo',
        'Alex Admin published version 2',
        'Alex Admin changed the draft',
        'Alex Admin activated version 1 on Demo',
        'Alex Admin published version 1',
        'Alex Admin created the playbook',
      ]),
    );
    expect([...alex.problems, ...vera.problems, ...vic.problems, ...nora.problems]).toEqual([]);
    await Promise.all([alex, vera, vic, nora].map((person) => person.leave()));
  }, 90_000);

  it.each([
    ['at a desk', DESKTOP],
    ['on a phone', PHONE],
  ])(
    'asks in every way there is, and the agent sees what was said, %s',
    async (_, viewport) => {
      await world.usePlaybook(TOUR);
      const ana = await onlineAgent({ viewport });
      const vera = await arrive({ viewport });
      const { page } = vera;
      await vera.choose('office');
      await vera.sees('How do you like our shop?');
      await page.locator('[data-testid=foyer-rate][data-value="4"]').click();
      await vera.sees('What may it cost?');
      await vera.answers('a lot', /amount/);
      await vera.answers('1200.50', 'By when do you need them?');
      await vera.answers('2027-03-05', 'Where can we call you?');
      await vera.answers('912 345 678', 'And where can we write to?');
      await vera.say('vera@example.com');
      await page.getByText('Please tick this box to go on.').waitFor();
      await page.getByTestId('foyer-consent').check();
      await page.getByTestId('foyer-send').click();
      await vera.sees('What is your website?');
      await page.getByTestId('foyer-skip').click();
      await vera.sees('Can you send us a plan?');
      const plan = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('Three lamps, two floors\n') };
      await page.getByTestId('foyer-file-input').setInputFiles(plan);
      await vera.sees('When may we visit you?');
      const link = vera.timeline.getByRole('link', { name: 'Choose a time' });
      await eventually(async () =>
        expect(await link.getAttribute('href')).toBe('https://calendar.example/visit?email=vera%40example.com'),
      );
      await vera.choose('booked');
      await vera.sees('I am getting somebody for you.');

      const sessionId = await pickUp(ana);
      for (const said of ['topic captured: office', '1200.50 EUR', 'day captured: 2027-03-05', '+351912345678'])
        await ana.sees(said);
      for (const said of [
        'vera@example.com',
        'The visitor agreed: You may write to me about new lamps.',
        '4/5',
        'Skipped',
      ])
        await ana.sees(said);
      const download = ana.page.waitForEvent('download');
      await ana.timeline.getByTestId('file-download').click();
      const file = await download;
      expect(file.suggestedFilename()).toBe('plan.txt');
      expect(await readFile(await file.path(), 'utf8')).toBe('Three lamps, two floors\n');

      const timeline = await mustCall<Timeline>(
        world.stack.url,
        'GET',
        `/conversations/${sessionId}/timeline?after=0`,
        { token: world.adminToken },
      );
      const fileIds = timeline.entries.flatMap((entry) =>
        !isHidden(entry) && entry.kind === 'answer' && entry.body.fileId !== undefined ? [entry.body.fileId] : [],
      );
      expect(fileIds).toHaveLength(1);
      expect((await callApi(world.stack.url, 'GET', `/files/${fileIds[0]}`)).status).toBe(401);
      const deals = await mustCall<CrmRecord[]>(world.stack.url, 'GET', '/crm/records?kind=deal', {
        token: world.adminToken,
      });
      expect(deals.filter((deal) => deal.sessionId === sessionId)).toMatchObject([
        { title: 'Lamps for vera@example.com', value: '1200.50', currency: 'EUR' },
      ]);
      await ana.close();
      expect([...ana.problems, ...vera.problems]).toEqual([]);
      await Promise.all([ana.leave(), vera.leave()]);
    },
    90_000,
  );

  it('counts what visitors do, and tells what a draft would have made of them without touching them', async () => {
    const { url } = world.stack;
    await world.usePlaybook(INTEREST);
    const sessions = await Promise.all([
      comesAndGoes(url, 'yes', ['Ada', 'ada@example.com']),
      comesAndGoes(url, 'yes', ['Bo', 'bo@example.com']),
      comesAndGoes(url, 'yes', []),
      comesAndGoes(url, 'no', []),
    ]);
    const everything = async () => {
      const ids = sessions.map((id) => `'${id}'`).join(', ');
      const tables = ['entry', 'session_details', 'result', 'lead', 'deal', 'card_visit'];
      const rows = tables.map((table) => sql(`select * from ${table} where session_id in (${ids}) order by 1, 2, 3`));
      return [await sql(`select * from session where id in (${ids}) order by id`), ...(await Promise.all(rows))];
    };
    await eventually(async () => expect(await sql("select id from result where state <> 'created'")).toEqual([]));
    // their processes have seen the last word
    await eventually(async () =>
      expect(await sql('select id from session where unread_since is not null')).toEqual([]),
    );
    const before = await everything();

    const alex = await admin();
    await alex.openPlaybook('Interest');
    await alex.openTab('graph');
    await alex.page.getByText('Numbers of version 1: 4 sessions').waitFor();
    const spoken = async (cardId: string) => alex.card(cardId).getAttribute('aria-label');
    await eventually(async () => {
      expect(await spoken('ask')).toContain('4 reached, 100% answered, 0% dropped');
      expect(await spoken('name')).toContain('3 reached, 67% answered, 0% dropped');
      expect(await spoken('thanks')).toContain('2 reached');
    });
    await alex.card('lead').click();
    await alex.page.getByTestId('card-panel').getByText('Lead: 2').waitFor();

    await alex.openTab('editor');
    await alex.replace('"result": "lead"', '"result": "deal"');
    await alex.tryOnSessions();
    const tally = (name: string) => alex.page.locator(`[data-tally=${name}] strong`).innerText();
    const tallies = () => Promise.all(['leads', 'deals', 'ended'].map(tally));
    await eventually(async () => expect(await tallies()).toEqual(['2 → 0', '0 → 2', '3 → 3']));
    const tried = await alex.page
      .getByTestId('trial-session')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(tried.toSorted()).toEqual(
      sessions
        .slice(0, 2)
        .map((id) => `#/conversations/${id}`)
        .toSorted(),
    );
    expect(await everything()).toEqual(before);
    expect(alex.problems).toEqual([]);
    await alex.leave();
  }, 90_000);

  it('is looked at, tried, activated and rolled back on a phone', async () => {
    const named = (ask: string) => {
      const { ask: question, ...cards } = INTEREST.cards;
      return { ...INTEREST, name: 'Pocket', cards: { ask: { ...question, text: { en: ask } }, ...cards } };
    };
    await world.usePlaybook(named('The first words?'));
    await world.usePlaybook(named('Other words?'));
    const alex = await admin({ viewport: PHONE });
    const { page } = alex;
    await alex.openPlaybook('Pocket');
    const expectOnScreen = async (element: Locator) => {
      await element.waitFor();
      await eventually(async () => {
        const { x, width } = (await element.boundingBox())!;
        expect(Math.min(x, PHONE.width - x - width)).toBeGreaterThan(-1);
      });
    };
    for (const tab of ['graph', 'editor', 'try', 'sessions', 'overview'] as const) {
      await alex.openTab(tab);
      await expectOnScreen(page.getByTestId(`tab-${tab}`));
      if (tab === 'graph') await expectOnScreen(alex.card('ask'));
      if (tab === 'try') {
        await page.locator('[data-testid=try-choice][data-choice-id=yes]').click();
        await page.getByTestId('try-timeline').getByText('Who are you?').waitFor();
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    }
    await alex.activate(1);
    const vera = await arrive({ viewport: PHONE });
    await vera.sees('The first words?');
    await alex.rollBack();
    const vic = await arrive({ viewport: PHONE });
    await vic.sees('Other words?');
    expect([...alex.problems, ...vera.problems, ...vic.problems]).toEqual([]);
    await Promise.all([alex, vera, vic].map((person) => person.leave()));
  }, 60_000);

  it('goes on where the agent hands the visitor back', async () => {
    await world.useLiveChat();
    const ana = await onlineAgent();
    const vera = await arrive();
    await vera.choose('chat');
    const sessionId = await pickUp(ana);
    await vera.sees(/Ana Silva joined/);
    await ana.handBack();
    await vera.sees(/It’s me again/);
    await vera.sees(/Ana Silva has left the chat/);
    await eventually(async () => expect(await vera.headerName.innerText()).toBe('Foyer'));
    await ana.openFolder('mine');
    await ana.row(sessionId).waitFor({ state: 'detached' });
    await vera.choose('leave');
    await vera.sees('What’s your name?');
    await vera.answers('Vera', /best e-mail address/);
    expect([...ana.problems, ...vera.problems]).toEqual([]);
    await Promise.all([ana.leave(), vera.leave()]);
  }, 60_000);

  it('asks another service, and says what it answered', async () => {
    const en = (text: string) => ({ en: text });
    await world.usePlaybook({
      format: 2,
      name: 'Tiers',
      languages: ['en'],
      appearance: { botName: 'Foyer', accent: '#1f5eff', onAccent: '#ffffff' },
      start: 'email',
      cards: {
        email: { kind: 'capture', field: 'person.email', type: 'email', text: en('Who are you?'), next: 'look' },
        look: {
          kind: 'http',
          url: `https://${service.host}/customers/{{person.email}}`,
          body: { said: 'It is {{person.email}}' },
          save: [{ path: 'customer.tier', field: 'tier' }],
          next: 'told',
          failed: 'sorry',
        },
        told: { kind: 'end', text: en('You are a {{tier}} customer.') },
        sorry: { kind: 'end', text: en('I could not find you.') },
      },
    });
    const vera = await arrive();
    await vera.answers('vera@example.com', 'You are a gold customer.');
    expect(service.asked).toEqual(['POST /customers/vera%40example.com {"said":"It is vera@example.com"}']);
    expect(vera.problems).toEqual([]);
    await vera.leave();
  }, 60_000);

  it('does not ask for what the website has signed, and asks whoever signs falsely', async () => {
    await world.useLiveChat();
    const alex = await admin();
    await alex.page.getByTestId('settings').click();
    await alex.page.getByTestId('identity-create').click();
    const secret = await alex.page.getByTestId('identity-secret').innerText();
    const claims = { name: 'Vera Visitor', email: 'vera@example.com', exp: Math.floor(Date.now() / 1_000) + 600 };
    const identified = async (jwt: string): Promise<Visitor> => {
      const visitor = await arrive();
      await visitor.page.evaluate(
        (token) => (window as unknown as { foyer: { identify(jwt: string): void } }).foyer.identify(token),
        jwt,
      );
      await visitor.choose('leave');
      return visitor;
    };
    const vera = await identified(signed(claims, secret));
    await vera.sees(/like to ask or tell us/);
    await vera.answers('A question', 'Thank you, Vera Visitor! We’ll write to vera@example.com');
    expect(await vera.shown()).not.toContain('What’s your name?');
    const mallory = await identified(signed(claims, 'another secret of the same length, or so'));
    await mallory.sees('What’s your name?');
    expect([...alex.problems, ...vera.problems, ...mallory.problems]).toEqual([]);
    await Promise.all([alex.leave(), vera.leave(), mallory.leave()]);
  }, 60_000);
});
