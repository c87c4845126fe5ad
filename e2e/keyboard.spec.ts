import type { Page } from 'playwright-core';
import { eventually } from '#libs/testing';
import { DESKTOP, newPerson, PHONE } from './actors/browser.ts';
import { type FilledDesk, fillDesk } from './desk/fill.ts';
import { goTo } from './desk/screens.ts';
import { browserStory, createWorld, type World } from './world.ts';

/** More stops than any screen has on the way to what is looked for. */
const STOPS = 120;

/** What has the focus, and how it shows it. */
interface Focused {
  testId: string | null;
  label: string;
  /** Inside the window, drawn with an outline or a coloured edge, and not covered by anything. */
  visible: boolean;
}

const focused = (page: Page): Promise<Focused> =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const style = getComputedStyle(element);
    const { top, left, width, height } = element.getBoundingClientRect();
    const isDrawn = [element, element.parentElement].some((drawn) => {
      const { outlineStyle, outlineWidth } = drawn === element ? style : getComputedStyle(drawn as Element);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    });
    const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [left + width * x, top + height * y]));
    const isFree = points.some(([x = 0, y = 0]) => {
      const there = document.elementFromPoint(x, y);
      return there !== null && (element.contains(there) || element.closest('label')?.contains(there) === true);
    });
    return {
      testId: element.dataset.testid ?? null,
      label: `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent.slice(0, 30)}`,
      visible: isDrawn && isFree && width > 0 && height > 0,
    };
  });

/** Presses Tab until the element has the focus; every stop on the way has to be seen. */
async function tabTo(page: Page, testId: string): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < STOPS; stop++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    // between the last stop and the first one the browser itself has the focus
    if (now.label.startsWith('BODY')) continue;
    expect(now).toMatchObject({ visible: true });
    if (now.testId === testId) return;
    passed.push(now.label);
  }
  throw new Error(`Tab never came to ${testId}; it passed ${passed.join(', ')}`);
}

/** Presses Tab once round the page; what had the focus without being seen. */
async function unseenStops(page: Page): Promise<string[]> {
  const unseen: string[] = [];
  // from the page's beginning
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    getSelection()?.setPosition(document.body, 0);
  });
  for (let stop = 0; stop < STOPS; stop++) {
    await page.keyboard.press('Tab');
    const { label, visible } = await focused(page);
    if (!label.startsWith('BODY')) {
      if (!visible) unseen.push(label);
      continue;
    }
    // what was still being loaded may have let the focus fall
    if (stop <= 5) throw new Error('only the first few stops were seen');
    return unseen;
  }
  return unseen;
}

browserStory('with the keyboard only', () => {
  let world: World;
  let desk: FilledDesk;

  beforeAll(async () => {
    world = await createWorld({ windows: true });
    desk = await fillDesk(world);
  }, 180_000);
  afterAll(async () => {
    desk?.leave();
    await world?.end();
  }, 60_000);

  test('an agent signs in, takes a conversation, answers, fills in the details and closes', async () => {
    const { context } = await newPerson(world.browser);
    const page = await context.newPage();
    const { keyboard } = page;
    await page.goto(`${world.stack.url}/inbox/`);
    await page.getByTestId('sign-in-email').waitFor();
    await tabTo(page, 'sign-in-email');
    await keyboard.type(world.ana.email);
    await tabTo(page, 'sign-in-password');
    await keyboard.type(world.ana.password);
    await keyboard.press('Enter');
    await page.getByTestId('folder-unassigned').waitFor();

    await tabTo(page, 'folder-unassigned');
    await keyboard.press('Enter');
    await page.getByTestId('conversation-row').first().waitFor();
    await tabTo(page, 'conversation-row');
    await keyboard.press('Enter');
    const conversation = page.getByTestId('conversation');
    await page.locator('[data-testid=conversation][data-phase=waiting]').waitFor();
    await tabTo(page, 'assign-to-me');
    await keyboard.press('Enter');
    await page.locator('[data-testid=conversation][data-phase=live]').waitFor();

    // whoever takes it writes next: the field has the focus
    await page.locator('[data-testid=composer-input]:focus').waitFor();
    await keyboard.type('Yes, with every dimmer for LED.');
    await keyboard.press('Enter');
    await conversation.getByText('Yes, with every dimmer for LED.').waitFor();

    // a menu gives the focus back
    await tabTo(page, 'reassign-menu');
    await keyboard.press('Enter');
    await page.locator('[role=menuitem]:focus').waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Escape');
    await eventually(async () => expect(await focused(page)).toMatchObject({ testId: 'reassign-menu', visible: true }));

    await tabTo(page, 'detail-personName');
    await keyboard.type('Edda Strand');
    await tabTo(page, 'details-save');
    await keyboard.press('Enter');
    await page.getByTestId('details-state').getByText('Saved').waitFor();

    // a dialog gives it back, too
    await tabTo(page, 'close-conversation');
    await keyboard.press('Enter');
    await page.locator('dialog[open]').waitFor();
    await keyboard.press('Escape');
    await page.locator('[data-testid=close-conversation]:focus').waitFor();
    await keyboard.press('Enter');
    await page.locator('dialog[open]').waitFor();
    await tabTo(page, 'close-confirm');
    await keyboard.press('Enter');
    await page.locator('[data-testid=conversation][data-phase=closed]').waitFor();
    // what had the focus is gone; it stays in the conversation
    await page.locator('[data-testid=conversation]:focus-within').waitFor();
    await context.close();
  }, 240_000);

  test.each([
    ['at a desk', DESKTOP],
    ['on a phone', PHONE],
  ])(
    '%s, wherever the focus goes it is seen, and nothing lies over it',
    async (_, viewport) => {
      const { context } = await newPerson(world.browser, { viewport });
      const page = await context.newPage();
      await page.goto(`${world.stack.url}/inbox/`);
      await page.getByTestId('sign-in-email').fill(world.admin.email);
      await page.getByTestId('sign-in-password').fill(world.admin.password);
      await page.keyboard.press('Enter');
      await page.getByTestId('folder-unassigned').waitFor();
      const pages = {
        live: 'live-agents',
        reports: 'report-table',
        settings: 'team-add',
        notifications: 'notify-sound',
        agents: 'agent-row',
        unassigned: 'conversation-row',
        [`others/${desk.sessionOf('hotel')}`]: 'conversation',
      };
      for (const [address, stands] of Object.entries(pages)) {
        await goTo(page, `#/${address}`);
        await page.getByTestId(stands).first().waitFor();
        // what comes late moves what has the focus
        await eventually(async () => expect([address, ...(await unseenStops(page))]).toEqual([address]), {
          timeout: 30_000,
        });
      }
      await context.close();
    },
    240_000,
  );

  test('the details are a drawer in a narrow window: it takes the focus, Escape gives it back', async () => {
    const { context } = await newPerson(world.browser, { viewport: { width: 1000, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${world.stack.url}/inbox/`);
    await page.getByTestId('sign-in-email').fill(world.ben.email);
    await page.getByTestId('sign-in-password').fill(world.ben.password);
    await page.keyboard.press('Enter');
    await page.getByTestId('folder-unassigned').waitFor();
    await page.goto(`${world.stack.url}/inbox/#/mine/${desk.sessionOf('hotel')}`);
    await page.locator('[data-testid=conversation] [data-testid=entry]').last().waitFor();
    await page.getByTestId('toggle-details').focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=details] :focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-testid=toggle-details]:focus').waitFor();
    await context.close();
  }, 120_000);
});
