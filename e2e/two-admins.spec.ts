import type { CloseReason, SiteView } from '#libs/contracts';
import { eventually, mustCall } from '#libs/testing';
import { Admin } from './actors/admin.ts';
import { browserStory, createWorld, SITE_ID, type World } from './world.ts';

browserStory('two admins change the settings at once', () => {
  let world: World;
  let alex: Admin;

  beforeAll(async () => {
    world = await createWorld();
    alex = await Admin.signIn(world.browser, world.stack.url, world.admin);
    await alex.openList();
    await alex.page.getByTestId('settings').click();
    await alex.page.getByTestId('settings-page').waitFor();
  }, 120_000);
  afterAll(async () => {
    await world?.end();
  }, 60_000);

  /** As another admin does it elsewhere. */
  const elsewhere = <T>(method: 'GET' | 'PUT', path: string, body?: object) =>
    mustCall<T>(world.stack.url, method, path, { token: world.adminToken, body });
  const stored = async () => (await elsewhere<SiteView[]>('GET', '/sites')).find(({ id }) => id === SITE_ID);

  test('hours that another admin set meanwhile are not overwritten unseen', async () => {
    const { page } = alex;
    await page.getByTestId('hours-always').uncheck();
    await page.getByTestId('hours-zone').fill('Europe/Lisbon');
    const week = { monday: [{ from: '08:00', to: '12:00' }] };
    const theirs = { hours: { timeZone: 'Europe/Berlin', week, holidays: [] }, outOfHours: 'hide' };
    await elsewhere('PUT', `/sites/${SITE_ID}/hours`, theirs);

    await page.getByTestId('hours-save').click();
    await page.getByTestId('settings-conflict').waitFor();
    expect((await stored())?.hours).toEqual(theirs.hours);
    expect(await page.getByTestId('hours-zone').inputValue()).toBe('Europe/Lisbon');
    expect(await page.getByTestId('hours-save').isDisabled()).toBe(true);

    await page.getByTestId('settings-take-theirs').click();
    await eventually(async () => expect(await page.getByTestId('hours-zone').inputValue()).toBe('Europe/Berlin'));
    await page.getByTestId('hours-zone').fill('Europe/Lisbon');
    await page.getByTestId('hours-save').click();
    await alex.isTold('Saved');
    await eventually(async () =>
      expect((await stored())?.hours).toEqual({ ...theirs.hours, timeZone: 'Europe/Lisbon' }),
    );

    await page.getByTestId('hours-always').check();
    await elsewhere('PUT', `/sites/${SITE_ID}/hours`, theirs);
    await page.getByTestId('hours-save').click();
    await page.getByTestId('settings-keep-mine').click();
    await page.getByTestId('settings-conflict').waitFor({ state: 'detached' });
    await eventually(async () => expect((await stored())?.hours).toBeNull());
  }, 60_000);

  test('a reason for a close is added to what the other one has made of the list', async () => {
    const { page } = alex;
    const before = await elsewhere<CloseReason[]>('GET', '/close-reasons');
    await page
      .getByTestId('close-reasons')
      .getByRole('listitem')
      .nth(before.length - 1)
      .waitFor();
    const theirs = [...before, { id: 'theirs', label: 'Moved away' }];
    await elsewhere('PUT', '/close-reasons', { reasons: theirs });
    await page.getByTestId('close-reason-label').fill('On holiday');
    await page.getByTestId('close-reason-add').click();
    await page.getByTestId('close-reasons').getByText('On holiday').waitFor();
    await page.getByTestId('close-reasons').getByText('Moved away').waitFor();
    const labels = (await elsewhere<CloseReason[]>('GET', '/close-reasons')).map(({ label }) => label);
    expect(labels).toEqual([...theirs.map(({ label }) => label), 'On holiday']);
    expect(alex.problems).toEqual([]);
  }, 60_000);
});
