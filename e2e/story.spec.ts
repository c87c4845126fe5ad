import type { ConversationDetail, ConversationList, CrmRecord, Opening, Timeline } from '#libs/contracts';
import { isHidden } from '#libs/contracts';
import { callApi, eventually, mustCall } from '#libs/testing';
import { Agent } from './actors/agent.ts';
import { Visitor } from './actors/visitor.ts';
import { seenResult, seenSession, withTemporal } from './history.ts';
import { browserStory, createWorld, liveChat, marker, SITE_ID, type World } from './world.ts';

browserStory('the main job, in real browsers', () => {
  let world: World;
  let ana: Agent;
  let ben: Agent;

  beforeAll(async () => {
    world = await createWorld();
  }, 120_000);
  afterAll(async () => {
    await world?.end();
  }, 60_000);

  const sql = (statement: string): Promise<Record<string, string>[]> =>
    world.stack.database.database.orm.em.getConnection().execute(statement);
  const sessionCount = async (): Promise<number> => (await sql('select id from session')).length;
  const inFolder = async (folder: string): Promise<ConversationList> =>
    mustCall(world.stack.url, 'GET', `/conversations?folder=${folder}`, { token: world.adminToken });
  const detail = (sessionId: string): Promise<ConversationDetail> =>
    mustCall(world.stack.url, 'GET', `/conversations/${sessionId}`, { token: world.adminToken });
  const recordsOf = async (sessionId: string): Promise<CrmRecord[]> => {
    const all = await Promise.all(
      ['lead', 'deal', 'crmActivity'].map((kind) =>
        mustCall<CrmRecord[]>(world.stack.url, 'GET', `/crm/records?kind=${kind}`, { token: world.adminToken }),
      ),
    );
    return all.flat().filter((record) => record.sessionId === sessionId);
  };
  const timelineOf = (sessionId: string): Promise<Timeline> =>
    mustCall(world.stack.url, 'GET', `/conversations/${sessionId}/timeline?after=0`, { token: world.adminToken });
  /** The newest session. */
  const newest = async (): Promise<string> => {
    const [session] = await sql('select id from session order by started_at desc limit 1');
    return session?.id ?? '';
  };
  function expectNoGaps({ entries }: Timeline): void {
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  }

  test('1: an admin uploads the playbook; an invalid one is answered with the path of every error and not stored', async () => {
    const definition = liveChat();
    const broken = {
      ...definition,
      start: 'nowhere',
      extra: 1,
      cards: { ...definition.cards, welcome: { kind: 'greeting', text: { en: 'Hi' }, next: 'gone' } },
    };
    const refused = await callApi<{ code: string; errors: { path: string }[] }>(world.stack.url, 'POST', '/playbooks', {
      token: world.adminToken,
      body: broken,
    });
    expect(refused.status).toBe(422);
    expect(refused.body.code).toBe('invalid_playbook');
    expect(refused.body.errors.length).toBeGreaterThan(0);
    for (const { path } of refused.body.errors) expect(typeof path).toBe('string');
    expect(await sql('select id from playbook')).toHaveLength(0);

    await world.useLiveChat();
    const opening = await mustCall<Opening>(world.stack.url, 'GET', `/sites/${SITE_ID}/opening?language=en`);
    expect(opening.entries.length).toBeGreaterThanOrEqual(2);
  });

  test('2: greeting and question appear without session, cookie or workflow; the first choice begins all three', async () => {
    ana = await Agent.signIn(world.browser, world.stack.url, world.ana);
    ben = await Agent.signIn(world.browser, world.stack.url, world.ben);
    await ana.goOnline();
    await ben.goOnline();
    await ana.openFolder('unassigned');

    const visitor = await Visitor.arrive(world.browser, world.stack.url);
    await visitor.openChat();
    await visitor.sees('What can we do for you today?');
    expect(await sessionCount()).toBe(0);
    expect(await visitor.page.context().cookies()).toEqual([]);
    await withTemporal(world.stack, async (client) => {
      // this stack's: the server is shared by all tests of the run, and they show the same demo site
      const { count } = await client.workflow.count(
        `SiteId = '${SITE_ID}' AND TaskQueue = '${world.stack.temporal.taskQueue}'`,
      );
      expect(Number(count)).toBe(0);
    });

    await visitor.choose('chat');
    await visitor.sees(/getting somebody/);
    const sessionId = await world.waitingSession();
    expect(await sessionCount()).toBe(1);
    expect((await seenSession(world.stack, sessionId)).status).toBe('RUNNING');
    // without reloading
    await ana.row(sessionId).waitFor();
    await visitor.leave();
    await ana.open(sessionId);
    await ana.page.getByTestId('assign-to-me').click();
    await eventually(async () => expect((await detail(sessionId)).phase).toBe('live'));
    await ana.openFolder('mine');
    await ana.open(sessionId);
    await ana.close();
    await eventually(async () => expect((await detail(sessionId)).phase).toBe('closed'));
  }, 90_000);

  test('3 to 5: assigned, joined, talked, reassigned, details, lead, closed for all, a deal from the closed one', async () => {
    const visitor = await Visitor.arrive(world.browser, world.stack.url);
    await visitor.openChat();
    const botName = await visitor.headerName.innerText();
    await visitor.choose('chat');
    const sessionId = await world.waitingSession();

    await ana.openFolder('unassigned');
    await ana.open(sessionId);
    await ana.page.getByTestId('assign-to-me').click();
    await visitor.sees(/Ana Silva joined/);
    await eventually(async () => expect(await visitor.headerName.innerText()).toBe('Ana Silva'));
    expect(botName).not.toBe('Ana Silva');
    await ana.openFolder('mine');
    await ana.row(sessionId).waitFor();

    const fromVisitor = marker('question');
    const fromAgent = marker('answer');
    await visitor.say(fromVisitor);
    await ana.open(sessionId);
    await ana.sees(fromVisitor);
    await ana.say(fromAgent);
    await visitor.sees(fromAgent);

    // to somebody offline: refused with the reason
    const clientId = marker('offline');
    const refused = await callApi<{ code: string }>(world.stack.url, 'POST', `/conversations/${sessionId}/reassign`, {
      token: world.adminToken,
      body: { clientId, agentId: world.admin.id },
    });
    expect([refused.status, refused.body.code]).toEqual([409, 'agent_offline']);

    // live out of one list and into the other's
    await ben.openFolder('mine');
    await ana.reassignTo(world.ben.id);
    await ben.row(sessionId).waitFor();
    await ana.openFolder('mine');
    await ana.row(sessionId).waitFor({ state: 'detached' });
    await visitor.sees(/Ben Carter joined/);
    await ben.open(sessionId);
    await ben.sees(fromVisitor);

    await ben.fillDetails({
      personName: 'Vera Visitor',
      email: 'vera@example.com',
      organisation: 'Example Ltd',
      dealValue: '1200.50',
      currency: 'EUR',
      note: 'Wants a quote',
    });
    await eventually(async () => expect((await detail(sessionId)).details.dealValue).toBe('1200.50'));
    await ben.createResult('lead', 'Vera from the website');
    await ben.results.locator('[data-kind=lead][data-state=created]').waitFor();
    expect((await recordsOf(sessionId)).map(({ kind, title }) => [kind, title])).toEqual([
      ['lead', 'Vera from the website'],
    ]);

    await ben.close();
    for (const agent of [ana, ben]) {
      await agent.openFolder('closed');
      await agent.row(sessionId).waitFor();
    }
    await ben.open(sessionId);
    await ben.page.getByTestId('closed-bar').waitFor();
    await eventually(async () => expect(await ben.page.getByTestId('composer-input').count()).toBe(0));
    expect(
      await ben.page
        .getByTestId('reassign-menu')
        .isEnabled()
        .catch(() => false),
    ).toBe(false);
    for (const command of ['assign', 'reassign', 'close']) {
      const answer = await callApi<{ code: string }>(
        world.stack.url,
        'POST',
        `/conversations/${sessionId}/${command}`,
        {
          token: world.adminToken,
          body: { clientId: marker(command), ...(command === 'close' ? {} : { agentId: world.ana.id }) },
        },
      );
      expect([command, answer.status, answer.body.code]).toEqual([command, 409, 'session_closed']);
    }
    await ben.createResult('deal', 'Vera’s deal');
    await ben.results.locator('[data-kind=deal][data-state=created]').waitFor();
    await eventually(async () => expect((await seenSession(world.stack, sessionId)).status).toBe('COMPLETED'));
    expectNoGaps(await timelineOf(sessionId));
    await visitor.leave();
  }, 120_000);

  test('3: from Unassigned straight to another online agent', async () => {
    const visitor = await Visitor.arrive(world.browser, world.stack.url);
    await visitor.openChat();
    await visitor.choose('chat');
    const sessionId = await world.waitingSession();
    await ana.openFolder('unassigned');
    await ana.open(sessionId);
    await ana.page.getByTestId('assign-menu').click();
    await ana.page.locator(`[data-testid=assign-agent][data-agent-id="${world.ben.id}"]`).click();
    await visitor.sees(/Ben Carter joined/);
    await ben.openFolder('mine');
    await ben.open(sessionId);
    await ben.close();
    await visitor.page.getByTestId('foyer-new-chat').waitFor();
    await visitor.leave();
  }, 60_000);

  test('6: nobody online: details are captured, the visitor is qualified, a lead and a CRM activity exist once', async () => {
    await ana.goAway();
    await ben.goAway();
    const visitor = await Visitor.arrive(world.browser, world.stack.url);
    await visitor.openChat();
    await visitor.choose('chat');
    await visitor.sees(/Nobody from the team is online/);
    await visitor.sees('What’s your name?');
    await visitor.say('Olga Offline');
    await visitor.sees(/best e-mail address/);
    await visitor.say('not an address');
    await visitor.sees(/doesn’t look like an e-mail/);
    await visitor.say('olga@example.com');
    await visitor.sees(/like to ask or tell us/);
    const words = marker('wish');
    await visitor.say(words);
    await visitor.sees(/Thank you, Olga Offline/);

    const sessionId = await newest();
    await eventually(async () => {
      const kinds = (await recordsOf(sessionId)).map(({ kind }) => kind);
      expect(kinds.toSorted()).toEqual(['crmActivity', 'lead']);
    });
    const kinds = (await timelineOf(sessionId)).entries.flatMap((entry) => (isHidden(entry) ? [] : [entry.kind]));
    expect(kinds.filter((kind) => kind === 'qualified')).toHaveLength(1);
    expect((await detail(sessionId)).details).toMatchObject({ personName: 'Olga Offline', email: 'olga@example.com' });

    // 9: nothing that was said stands in Temporal
    const seen = await seenSession(world.stack, sessionId);
    expect(seen.text).not.toContain('Olga');
    expect(seen.text).not.toContain('olga@');
    expect(seen.text).not.toContain(words);
    for (const { resultId } of await recordsOf(sessionId)) {
      const { text, status } = await seenResult(world.stack, resultId);
      expect(status).toBe('COMPLETED');
      expect(text).not.toContain('Olga');
    }
    await visitor.leave();
  }, 90_000);

  test('7: online but nobody picks up in time: the workflow’s timer sends the visitor to the offline path', async () => {
    await ana.goOnline();
    await world.useLiveChat({ waitSeconds: 5 });
    const visitor = await Visitor.arrive(world.browser, world.stack.url);
    await visitor.openChat();
    await visitor.choose('chat');
    const sessionId = await world.waitingSession();
    await visitor.sees(/everybody is busy/, 20_000);
    await visitor.sees('What’s your name?');
    await ana.openFolder('unassigned');
    await ana.row(sessionId).waitFor({ state: 'detached' });

    const seen = await seenSession(world.stack, sessionId);
    expect(seen.summaries.join('\n')).toMatch(/pick-up deadline/);
    await visitor.leave();
  }, 60_000);

  test('7: a claim in the instant of the deadline: one of the two wins, visibly and consistently', async () => {
    for (const offset of [-40, 0, 40]) {
      const visitor = await Visitor.arrive(world.browser, world.stack.url);
      await visitor.openChat();
      await visitor.choose('chat');
      const sessionId = await world.waitingSession();
      const { entries } = await timelineOf(sessionId);
      const called = entries.find((entry) => !isHidden(entry) && entry.kind === 'phaseChanged');
      if (called === undefined || isHidden(called)) throw new Error('people were not called');
      const deadline = Date.parse(called.at) + 5_000;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, deadline + offset - Date.now())));
      const claim = await callApi<{ code?: string }>(world.stack.url, 'POST', `/conversations/${sessionId}/assign`, {
        token: world.adminToken,
        body: { clientId: marker('claim'), agentId: world.ana.id },
      });
      if (claim.status < 300) {
        await visitor.sees(/Ana Silva joined/);
        expect((await detail(sessionId)).phase).toBe('live');
      } else {
        expect(claim.body.code).toBe('wrong_phase');
        await visitor.sees('What’s your name?');
        expect((await detail(sessionId)).phase).toBe('bot');
      }
      const kinds = (await timelineOf(sessionId)).entries.flatMap((entry) => (isHidden(entry) ? [] : [entry.kind]));
      const joined = kinds.includes('assigned');
      const gaveUp = kinds.filter((kind) => kind === 'phaseChanged').length > 1;
      expect(joined).toBe(!gaveUp);
      await visitor.leave();
    }
  }, 90_000);

  test('9: in Temporal the session reads by signals, summaries, search attributes and current details, without a word that was said', async () => {
    const { conversations } = await inFolder('closed');
    const talked = conversations.find(({ visitorName }) => visitorName === 'Vera Visitor');
    const seen = await seenSession(world.stack, talked!.id);
    expect(seen.signalNames).toEqual(
      expect.arrayContaining(['agentAssigned', 'agentReassigned', 'conversationClosed']),
    );
    expect(seen.summaries).toEqual(expect.arrayContaining(['place in the queue']));
    expect(seen.searchAttributes).toMatchObject({ SiteId: [SITE_ID], SessionPhase: ['closed'] });
    for (const word of ['Vera', 'vera@', 'question-', 'answer-', 'Example Ltd', '1200.50', 'Ana Silva', 'Chat with us'])
      expect(seen.text).not.toContain(word);
  });

  test('the visitor’s language comes from the page', async () => {
    const visitor = await Visitor.arrive(world.browser, world.stack.url, { locale: 'es-ES' });
    await visitor.page.goto(`${world.stack.url}/demo?lang=es`);
    await visitor.openChat();
    await visitor.sees('¿Qué podemos hacer por ti hoy?');
    await visitor.leave();
  });

  test('nothing went wrong in anybody’s browser', () => {
    expect([...ana.problems, ...ben.problems]).toEqual([]);
  });
});
