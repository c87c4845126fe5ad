import type { Browser } from 'playwright-core';
import { Agent } from '../actors/agent.ts';
import { DESKTOP, PHONE } from '../actors/browser.ts';

/** How the inbox and the widget are looked at: size, colours, density. */
export const VARIANTS = [
  { name: 'desktop, light', viewport: DESKTOP, colorScheme: 'light', dense: false },
  { name: 'desktop, dark', viewport: DESKTOP, colorScheme: 'dark', dense: false },
  { name: 'desktop, dense, light', viewport: DESKTOP, colorScheme: 'light', dense: true },
  { name: 'desktop, dense, dark', viewport: DESKTOP, colorScheme: 'dark', dense: true },
  { name: 'phone, light', viewport: PHONE, colorScheme: 'light', dense: false },
  { name: 'phone, dark', viewport: PHONE, colorScheme: 'dark', dense: false },
] as const;
export type Variant = (typeof VARIANTS)[number];

export const optionsOf = ({ viewport, colorScheme }: Variant) =>
  ({ viewport, colorScheme, reducedMotion: 'reduce' }) as const;

/** Signs in and chooses the density. */
export async function signInAs(
  browser: Browser,
  url: string,
  who: { email: string; password: string },
  variant: Variant,
): Promise<Agent> {
  const agent = await Agent.signIn(browser, url, who, optionsOf(variant));
  if (variant.dense) {
    await agent.page.getByTestId('desk-menu').click();
    await agent.page.getByTestId('density').click();
    await agent.page.locator('html[data-density=dense]').waitFor();
  }
  return agent;
}
