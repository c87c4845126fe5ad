import type { Page } from 'playwright-core';
import { newPerson } from './actors/browser.ts';
import { type FilledDesk, fillDesk } from './desk/fill.ts';
import { browserStory, createWorld, type World } from './world.ts';

/** More stops than any screen has on the way to what is looked for. */
const STOPS = 120;

/** What has the focus, and how it shows it. */
interface Focused {
  testId: string | null;
  label: string;
  /** Inside the window, and drawn with an outline or a coloured edge. */
  visible: boolean;
}

const focused = (page: Page): Promise<Focused> =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const style = getComputedStyle(element);
    const { top, bottom, width, height } = element.getBoundingClientRect();
    const isDrawn = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
    return {
      testId: element.dataset.testid ?? null,
      label: `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent.slice(0, 30)}`,
      visible: isDrawn && width > 0 && height > 0 && top < innerHeight && bottom > 0,
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

browserStory('with the keyboard only', () => {
  let world: World;
  let desk: FilledDesk;

  beforeAll(async () => {
    world = await createWorld();
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
    expect(await focused(page)).toMatchObject({ testId: 'reassign-menu', visible: true });

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
