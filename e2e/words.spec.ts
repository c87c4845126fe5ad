import type { ConversationVisitor, EntryView, PersonView, Timeline } from '#libs/contracts';
import { newId } from '#libs/contracts';
import { eventually, mustCall } from '#libs/testing';
import { Agent } from './actors/agent.ts';
import { DESKTOP, PHONE } from './actors/browser.ts';
import { Visitor } from './actors/visitor.ts';
import { browserStory, createWorld, marker, type World } from './world.ts';

const SIZES = [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const;

browserStory('an agent’s words stay where they were meant, whatever others do meanwhile', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld();
    await world.useLiveChat({ waitSeconds: 600 });
  }, 120_000);
  afterAll(async () => {
    await world?.end();
  }, 60_000);

  const call = <T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T> =>
    mustCall<T>(world.stack.url, method, path, { token: world.adminToken, ...(body && { body }) });
  const el = (agent: Agent, testId: string) => agent.page.getByTestId(testId);
  const stored = async (sessionId: string, words: string): Promise<EntryView[]> =>
    (await call<Timeline>('GET', `/conversations/${sessionId}/timeline`)).entries.filter((entry) =>
      JSON.stringify(entry).includes(words),
    );

  /** Ana leads a conversation with a visitor; Ben looks at it as well. */
  async function talk(viewport: typeof DESKTOP = DESKTOP) {
    const [ana, ben] = await Promise.all(
      [world.ana, world.ben].map((who) => Agent.signIn(world.browser, world.stack.url, who, { viewport })),
    );
    if (!ana || !ben) throw new Error('nobody signed in');
    await Promise.all([ana.goOnline(), ben.goOnline()]);
    const visitor = await Visitor.arrive(world.browser, world.stack.url, { viewport });
    await visitor.openChat();
    await visitor.choose('chat');
    const sessionId = await world.waitingSession();
    await call('POST', `/conversations/${sessionId}/assign`, { clientId: newId(), agentId: world.ana.id });
    for (const agent of [ana, ben]) await agent.page.goto(`${world.stack.url}/inbox/#/conversations/${sessionId}`);
    await el(ana, 'composer-mode-message').waitFor();
    await el(ben, 'composer-mode-note').waitFor();
    const end = async (): Promise<void> => {
      expect([...ana.problems, ...ben.problems, ...visitor.problems]).toEqual([]);
      await call('POST', `/conversations/${sessionId}/close`, { clientId: newId() }).catch(() => undefined);
      await Promise.all([ana, ben, visitor].map((person) => person.leave()));
    };
    return { ana, ben, visitor, sessionId, end };
  }

  test.each(SIZES)(
    'a note stays a note for whoever gets and whoever loses the conversation: %s',
    async (_, viewport) => {
      const { ana, ben, visitor, sessionId, end } = await talk(viewport);
      const [said, bens, anas] = [marker('said'), marker('note'), marker('note')];
      const input = (agent: Agent) => el(agent, 'composer-input');
      await ana.say(said);
      await visitor.sees(said);
      await el(ben, 'composer-mode-note').click();
      await input(ben).fill(bens);
      await ben.page.locator('.composer-modes').getByRole('button', { name: 'Cancel' }).click();
      await ana.timeline.getByText(said).hover();
      await el(ana, 'message-edit').last().click();
      await el(ana, 'editing').waitFor();

      await call('POST', `/conversations/${sessionId}/reassign`, { clientId: newId(), agentId: world.ben.id });
      await el(ben, 'composer-mode-message').waitFor();
      await eventually(async () => expect(await input(ben).inputValue()).toBe(''));
      await el(ben, 'begun-note').waitFor();
      await el(ben, 'composer-mode-note').click();
      await eventually(async () => expect(await input(ben).inputValue()).toBe(bens));
      await el(ben, 'composer-send').click();

      await input(ana).waitFor({ state: 'detached' });
      await el(ana, 'composer-mode-note').click();
      await ana.say(anas);
      for (const note of [bens, anas]) {
        await ana.sees(note);
        await eventually(async () => expect(await stored(sessionId, note)).toMatchObject([{ kind: 'note' }]));
        expect(await visitor.timeline.getByText(note).count()).toBe(0);
      }
      await eventually(async () => expect(await visitor.timeline.getByText(said).count()).toBe(1));
      await end();
    },
    120_000,
  );

  test.each(SIZES)(
    'what is too long for one message is not cut off, and not sent: %s',
    async (_, viewport) => {
      const { ana, visitor, end } = await talk(viewport);
      const words = marker('end');
      const input = el(ana, 'composer-input');
      await input.fill('x'.repeat(16_380));
      await input.focus();
      await ana.page.keyboard.insertText(` and so on ${words}`);
      await el(ana, 'too-long').waitFor();
      await eventually(async () => expect(await input.inputValue()).toContain(words));
      await eventually(async () => expect(await el(ana, 'composer-send').isDisabled()).toBe(true));
      expect(await ana.page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
      await input.fill(words);
      await el(ana, 'composer-send').click();
      await visitor.sees(words);
      await end();
    },
    120_000,
  );

  test('two tabs hold the same words, and what one has sent the other cannot send again', async () => {
    const { ana, visitor, sessionId, end } = await talk();
    const [words, note] = [marker('words'), marker('note')];
    const other = await ana.page.context().newPage();
    await other.goto(ana.page.url());
    const [here, there] = [el(ana, 'composer-input'), other.getByTestId('composer-input')];
    await there.waitFor();
    await here.pressSequentially(words);
    await eventually(async () => expect(await there.inputValue()).toBe(words));
    await el(ana, 'composer-mode-note').click();
    await here.fill(note);
    await other.getByTestId('begun-note').waitFor();
    await other.getByTestId('composer-send').click();
    await visitor.sees(words);
    await el(ana, 'begun-message').waitFor({ state: 'detached' });
    await eventually(async () => expect(await here.inputValue()).toBe(note));
    await el(ana, 'composer-mode-message').click();
    await eventually(async () => expect(await here.inputValue()).toBe(''));
    await eventually(async () => expect(await stored(sessionId, words)).toHaveLength(1));
    await end();
  }, 120_000);

  test('what was begun when the conversation was closed can still be read, until it is discarded', async () => {
    const { ana, visitor, sessionId, end } = await talk(PHONE);
    const [words, note] = [marker('words'), marker('note')];
    await el(ana, 'composer-input').fill(words);
    await el(ana, 'composer-mode-note').click();
    await el(ana, 'composer-input').fill(note);
    await call('POST', `/conversations/${sessionId}/close`, { clientId: newId() });
    const begun = () => el(ana, 'begun-words').inputValue();
    await eventually(async () => expect(await begun()).toBe(`${words}\n\n${note}`));
    expect(await ana.page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await ana.page.reload();
    await eventually(async () => expect(await begun()).toContain(note));
    await el(ana, 'begun-discard').click();
    await el(ana, 'begun-words').waitFor({ state: 'detached' });
    await ana.page.reload();
    await el(ana, 'closed-bar').waitFor();
    expect(await el(ana, 'begun-words').count()).toBe(0);
    for (const text of [words, note]) expect(await visitor.timeline.getByText(text).count()).toBe(0);
    await end();
  }, 120_000);

  test('by keyboard: the focus stays near what was done, and words stay', async () => {
    const { ana, end } = await talk();
    const focused = (where: string) =>
      eventually(async () =>
        expect(await ana.page.evaluate((css) => document.activeElement?.matches(css), where)).toBe(true),
      );
    const press = async (testId: string) => {
      await el(ana, testId).last().focus();
      await ana.page.keyboard.press('Enter');
    };
    await ana.say('Said too soon');
    await press('message-delete');
    // the dialog takes the focus once it is there
    await focused('[role=dialog] *, dialog, dialog *');
    await press('message-delete-confirm');
    await ana.timeline.getByText('Message deleted').waitFor();
    await focused('.timeline-scroller');

    await el(ana, 'composer-input').fill('Half');
    await press('canned');
    await press('suggestions-more');
    await el(ana, 'canned-dialog').waitFor();
    await ana.page.keyboard.press('Escape');
    await focused('[data-testid=composer-input]');
    await eventually(async () => expect(await el(ana, 'composer-input').inputValue()).toMatch(/^\s*Half\s*$/));
    await el(ana, 'composer-input').fill('');

    await press('result-create-deal');
    await el(ana, 'result-title').fill('A sofa');
    await press('result-create-lead');
    await eventually(async () => expect(await el(ana, 'result-title').inputValue()).toBe('A sofa'));
    await press('result-submit');
    await ana.results.getByText('A sofa').waitFor();
    await focused('[data-testid=result-create-lead]');
    await end();
  }, 120_000);

  test('a note for whoever gets the conversation stays when they went offline meanwhile', async () => {
    const { ana, ben, sessionId, end } = await talk();
    const note = marker('note');
    await el(ana, 'reassign-menu').click();
    await ana.page.locator(`[data-testid=reassign-agent][data-agent-id="${world.ben.id}"]`).click();
    await el(ana, 'move-note').fill(note);
    await ben.goAway();
    await el(ana, 'move-confirm').click();
    await el(ana, 'dialog-failure').getByText('Ben Carter').waitFor();
    await eventually(async () => expect(await el(ana, 'move-note').inputValue()).toBe(note));
    await ben.goOnline();
    await el(ana, 'move-confirm').click();
    await ana.sees(note);
    await eventually(async () => expect(await stored(sessionId, note)).toHaveLength(1));
    await end();
  }, 120_000);

  test('what is typed of a person neither goes nor reaches somebody else when a colleague links another one', async () => {
    const { ana, sessionId, end } = await talk();
    const [mine, changed] = [marker('mine'), marker('changed')];
    const visitorOf = () => call<ConversationVisitor>('GET', `/conversations/${sessionId}/visitor`);
    const known = (name: string) => ({ name, email: null, phone: null, organisation: null, note: null });
    await el(ana, 'person-new').click();
    await el(ana, 'person-name').fill(mine);
    const first = await call<PersonView>('POST', `/conversations/${sessionId}/person`, known('Vera First'));
    await el(ana, 'person-card').getByText('Vera First').waitFor();
    await eventually(async () => expect(await el(ana, 'person-name').inputValue()).toBe(mine));
    await el(ana, 'person-save').click();
    await el(ana, 'dialog-failure').waitFor();
    expect((await visitorOf()).person?.id).toBe(first.id);
    await ana.page.keyboard.press('Escape');

    await el(ana, 'person-edit').click();
    await el(ana, 'person-name').fill(changed);
    const second = await call<PersonView>('POST', `/conversations/${sessionId}/person`, known('Olga Second'));
    await el(ana, 'person-card').getByText('Olga Second').waitFor();
    await eventually(async () => expect(await el(ana, 'person-name').inputValue()).toBe(changed));
    await el(ana, 'person-save').click();
    await ana.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await call<PersonView>('GET', `/persons/${first.id}`)).name).toBe(changed);
    expect((await call<PersonView>('GET', `/persons/${second.id}`)).name).toBe('Olga Second');
    await end();
  }, 120_000);
});
