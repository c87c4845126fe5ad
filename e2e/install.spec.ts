import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, DESKTOP, PHONE } from './actors/browser.ts';
import { browserStory, chromiumPath, createWorld, type World } from './world.ts';

interface Manifest {
  id: string;
  name: string;
  start_url: string;
  scope: string;
  display: string;
  icons: { src: string; sizes: string; type: string; purpose?: string }[];
}

/** Chromium installs nothing in the profiles of a test, which leave no trace: here a person has one of their own. */
browserStory('the inbox is an app that can be installed', () => {
  let world: World;
  let profile: string;
  let context: BrowserContext | undefined;

  beforeAll(async () => {
    world = await createWorld();
  }, 120_000);
  beforeEach(async () => {
    profile = await mkdtemp(join(tmpdir(), 'foyer-profile-'));
  });
  afterEach(async () => {
    await context?.close();
    await rm(profile, { recursive: true, force: true });
  });
  afterAll(() => world?.end(), 60_000);

  test.each([
    ['at a desk', DESKTOP],
    ['on a phone', PHONE],
  ])(
    '%s: Chromium finds nothing that stands against it, and it starts without a network',
    async (_, viewport) => {
      const { url } = world.stack;
      const executablePath = chromiumPath as string;
      context = await chromium.launchPersistentContext(profile, { executablePath, args: CHROMIUM_FLAGS, viewport });
      const page = await context.newPage();
      await page.goto(`${url}/inbox/`);
      await page.evaluate(() => navigator.serviceWorker.ready);
      const devtools = await context.newCDPSession(page);
      const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
      expect(installabilityErrors).toEqual([]);

      const { errors, data, url: address } = await devtools.send('Page.getAppManifest');
      expect(errors).toEqual([]);
      const manifest = JSON.parse(data ?? '') as Manifest;
      expect(manifest).toMatchObject({ id: '/inbox/', start_url: '/inbox/', scope: '/inbox/', display: 'standalone' });
      for (const { src, sizes } of manifest.icons) {
        const drawn = await page.evaluate(async (icon) => {
          const image = new Image();
          image.src = icon;
          await image.decode();
          return `${image.naturalWidth}x${image.naturalHeight}`;
        }, new URL(src, address).href);
        if (sizes !== 'any') expect([src, drawn]).toEqual([src, sizes]);
      }
      const sizesFor = (wanted: string) =>
        manifest.icons.filter(({ purpose = 'any' }) => purpose === wanted).map(({ sizes }) => sizes);
      for (const purpose of ['any', 'maskable']) {
        expect(sizesFor(purpose)).toEqual(expect.arrayContaining(['192x192', '512x512']));
      }

      await context.setOffline(true);
      const started = await context.newPage();
      await started.goto(new URL(manifest.start_url, url).href);
      await started.getByTestId('sign-in-email').waitFor();
    },
    120_000,
  );
});
