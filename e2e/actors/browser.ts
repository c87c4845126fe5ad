import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** An installed Chromium, or null; `CHROMIUM_PATH` names another one. */
export function findChromium(): string | null {
  const candidates = process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : CANDIDATES;
  return candidates.find((path) => existsSync(path)) ?? null;
}

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
