import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/**
 * Chromium without windows and what belongs to them: notifications, installing an app, the frame that Tab leaves the page
 * for. It takes a third less work for the same pages.
 */
const HEADLESS_SHELL = ['/usr/bin/chromium-headless-shell'];

const installed = (candidates: readonly string[]): string | null =>
  (process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : candidates).find((path) => existsSync(path)) ?? null;

/** An installed Chromium, or null; `CHROMIUM_PATH` names another one. */
export const findChromium = (): string | null => installed(CHROMIUM);

/** Its headless shell, where there is one; otherwise all of it. */
export const findHeadlessShell = (): string | null => installed(HEADLESS_SHELL) ?? findChromium();

export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--no-first-run',
];

export async function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
}

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** A person's own browser profile; collects what went wrong in its pages. */
export async function newPerson(
  browser: Browser,
  options: {
    viewport?: typeof DESKTOP;
    locale?: string;
    permissions?: string[];
    colorScheme?: 'light' | 'dark';
    reducedMotion?: 'reduce';
    serviceWorkers?: 'block';
  } = {},
): Promise<{ context: BrowserContext; problems: string[] }> {
  const context = await browser.newContext({
    viewport: DESKTOP,
    locale: 'en-US',
    permissions: [],
    ...options,
  });
  const problems: string[] = [];
  context.on('weberror', (error) => problems.push(error.error().message));
  context.setDefaultTimeout(15_000);
  return { context, problems };
}
