import { type Browser } from 'playwright-core';
import { type ConversationList, isHidden, sessionWorkflowId, type Timeline } from '#libs/contracts';
import { eventually, mustCall } from '#libs/testing';
import { Agent } from './actors/agent.ts';
import { Visitor } from './actors/visitor.ts';
import { seenSession, withTemporal } from './history.ts';
import { browserStory, createWorld, marker, type World } from './world.ts';

/** How long the browsers may take to catch up after a fault: generous, the machines are shared. */
const CATCH_UP_MS = 45_000;

browserStory('8: what is killed comes back, and nothing acked is lost, doubled or reordered', () => {
  let world: World;
  let ana: Agent;
  let browser: Browser;

  beforeAll(async () => {
    world = await createWorld({ ownTemporal: true });
    browser = world.browser;
    await world.useLiveChat({ waitSeconds: 12 });
    ana = await Agent.signIn(browser, world.stack.url, world.ana);
    await ana.goOnline();
  }, 120_000);
  afterAll(async () => {
    await world?.end();
  }, 60_000);

  const _unassigned = (): Promise<ConversationList> =>
    mustCall(world.stack.url, 'GET', '/conversations?folder=unassigned', { token: world.adminToken });
  const timelineOf = (sessionId: string): Promise<Timeline> =>
    mustCall(world.stack.url, 'GET', `/conversations/${sessionId}/timeline?after=0`, { token: world.adminToken });

  async function arrive(): Promise<Visitor> {
    const visitor = await Visitor.arrive(browser, world.stack.url);
    await visitor.openChat();
    return visitor;
  }
  async function claim(sessionId: string): Promise<void> {
    await ana.openFolder('unassigned');
    await ana.open(sessionId);
    await ana.page.getByTestId('assign-to-me').click();
    await ana.page.locator('[data-testid=conversation][data-phase=live]').waitFor();
  }
  async function called(): Promise<{ visitor: Visitor; sessionId: string }> {
    const visitor = await arrive();
    await visitor.choose('chat');
    return { visitor, sessionId: await world.waitingSession() };
  }
  async function inLiveChat(): Promise<{ visitor: Visitor; sessionId: string }> {
    const { visitor, sessionId } = await called();
    await claim(sessionId);
    await visitor.sees(/Ana Silva joined/);
    return { visitor, sessionId };
  }
  const endOf = async (visitor: Visitor, sessionId: string): Promise<void> => {
    await ana.openFolder('mine');
    await ana.open(sessionId);
    await ana.close();
    await visitor.page.getByTestId('foyer-new-chat').waitFor();
    await visitor.leave();
  };
  const texts = ({ entries }: Timeline): string[] =>
    entries.flatMap((entry) => (!isHidden(entry) && entry.kind === 'message' ? [entry.body.text] : []));

  /** The log has no gap, and both browsers show every text once and in the log's order. */
  async function expectSameStory(visitor: Visitor, sessionId: string, sent: string[]): Promise<void> {
    await eventually(
      async () => {
        const timeline = await timelineOf(sessionId);
        expect(timeline.entries.map(({ seq }) => seq)).toEqual(timeline.entries.map((_, index) => index + 1));
        const logged = texts(timeline).filter((text) => sent.includes(text));
        expect(logged.toSorted()).toEqual(sent.toSorted());
        for (const page of [await visitor.timeline.innerText(), await ana.timeline.innerText()]) {
          const shown = sent
            .flatMap((text) => [...page.matchAll(new RegExp(text, 'g'))].map(({ index }) => ({ text, index })))
            .toSorted((a, b) => a.index - b.index)
            .map(({ text }) => text);
          expect(shown).toEqual(logged);
        }
      },
      { timeout: CATCH_UP_MS },
    );
  }

  test('the worker dies while the wait timer runs: the timer fires all the same, and the visitor goes on', async () => {
    const { visitor, sessionId } = await called();
    await world.stack.workers[0]!.kill();
    await world.stack.workers[0]!.start();
    await visitor.sees('What’s your name?', CATCH_UP_MS);
    const entries = texts(await timelineOf(sessionId));
    expect(entries.filter((text) => /everybody is busy/.test(text))).toHaveLength(1);
    await visitor.leave();
  }, 120_000);

  test('the gateway dies while both type: browsers come back by themselves with the same story', async () => {
    const { visitor, sessionId } = await inLiveChat();
    const sent: string[] = [];
    const say = async (who: Visitor | Agent) => {
      const text = marker('fire');
      sent.push(text);
      await who.say(text);
    };
    await say(visitor);
    await say(ana);
    const gateway = world.stack.gateways[0]!;
    const dying = gateway.kill();
    await Promise.all([say(visitor), say(ana), dying]);
    await say(visitor);
    await gateway.start();
    await say(ana);
    await expectSameStory(visitor, sessionId, sent);
    await endOf(visitor, sessionId);
  }, 150_000);

  test('Temporal is dead for ten seconds while they chat: they do not notice', async () => {
    const { visitor, sessionId } = await inLiveChat();
    await world.stack.temporal.kill();
    const until = Date.now() + 10_000;
    const sent: string[] = [];
    while (Date.now() < until) {
      for (const who of [visitor, ana]) {
        const text = marker('alone');
        sent.push(text);
        await who.say(text);
      }
      await ana.sees(sent.at(-2)!);
      await visitor.sees(sent.at(-1)!);
    }
    await world.stack.temporal.start();
    await expectSameStory(visitor, sessionId, sent);
    await endOf(visitor, sessionId);
    await eventually(async () => expect((await seenSession(world.stack, sessionId)).status).toBe('COMPLETED'), {
      timeout: CATCH_UP_MS,
    });
  }, 150_000);

  test('an operator resets or terminates the run in mid-session: nothing is said twice, the session goes on', async () => {
    await ana.goAway();
    const visitor = await arrive();
    await visitor.choose('chat');
    await visitor.sees('What’s your name?');
    const [row] = await world.stack.database.database.orm.em
      .getConnection()
      .execute<{ id: string }[]>('select id from session order by started_at desc limit 1');
    const sessionId = row!.id;
    const workflowId = sessionWorkflowId(sessionId);
    await withTemporal(world.stack, async (client) => {
      const handle = client.workflow.getHandle(workflowId);
      const { events } = await handle.fetchHistory();
      const task = events!.find(({ workflowTaskCompletedEventAttributes }) => workflowTaskCompletedEventAttributes)!;
      const { runId } = await handle.describe();
      await client.workflowService.resetWorkflowExecution({
        namespace: world.stack.temporal.namespace,
        workflowExecution: { workflowId, runId },
        workflowTaskFinishEventId: task.eventId!,
        requestId: marker('reset'),
        reason: 'test',
      });
    });
    await visitor.say('Rita Reset');
    await visitor.sees(/best e-mail address/, CATCH_UP_MS);
    await withTemporal(world.stack, (client) => client.workflow.getHandle(workflowId).terminate('test'));
    await visitor.say('rita@example.com');
    await visitor.sees(/like to ask or tell us/, CATCH_UP_MS);
    const said = (await timelineOf(sessionId)).entries.flatMap((entry) =>
      !isHidden(entry) && entry.author === 'bot' && 'text' in entry.body ? [entry.body.text] : [],
    );
    expect(said).toEqual([...new Set(said)]);
    await visitor.leave();
    await ana.goOnline();
  }, 150_000);

  test('a run is terminated while only its timer waits: the deadline is kept all the same', async () => {
    const { visitor, sessionId } = await called();
    await withTemporal(world.stack, (client) =>
      client.workflow.getHandle(sessionWorkflowId(sessionId)).terminate('test'),
    );
    await visitor.sees('What’s your name?', CATCH_UP_MS);
    const said = texts(await timelineOf(sessionId));
    expect(said.filter((text) => /everybody is busy/.test(text))).toHaveLength(1);
    await visitor.leave();
  }, 120_000);

  test('worker and Temporal are away for a minute: people go on; who arrives meanwhile lands in Unassigned', async () => {
    const { visitor, sessionId } = await inLiveChat();
    const second = await called();
    await world.stack.workers[0]!.kill();
    await world.stack.temporal.kill();
    const awayUntil = Date.now() + 60_000;

    // talking, claiming and closing go on
    const sent = [marker('away'), marker('away')];
    await visitor.say(sent[0]!);
    await ana.openFolder('mine');
    await ana.open(sessionId);
    await ana.say(sent[1]!);
    await expectSameStory(visitor, sessionId, sent);
    await claim(second.sessionId);
    await second.visitor.sees(/Ana Silva joined/);
    await endOf(second.visitor, second.sessionId);

    // whoever arrives now is met by people, since the bot is away
    const third = await arrive();
    await third.choose('chat');
    const thirdId = await world.waitingSession(60_000);
    await claim(thirdId);
    await third.sees(/Ana Silva joined/);
    await eventually(async () => expect(Date.now()).toBeGreaterThan(awayUntil), { timeout: 70_000 });

    await world.stack.temporal.start();
    await world.stack.workers[0]!.start();
    const late = [marker('back'), marker('back')];
    await third.say(late[0]!);
    await ana.say(late[1]!);
    await expectSameStory(third, thirdId, late);
    await endOf(third, thirdId);
    await endOf(visitor, sessionId);
    for (const id of [sessionId, second.sessionId, thirdId])
      await eventually(async () => expect((await seenSession(world.stack, id)).status).toBe('COMPLETED'), {
        timeout: CATCH_UP_MS,
      });
  }, 300_000);
});
