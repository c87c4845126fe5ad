import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import argon2 from 'argon2';
import type { Browser } from 'playwright-core';
import {
  type ConversationList,
  DEMO_SITE_ID,
  newId,
  type PlaybookDefinition,
  type PlaybookPublished,
  type Role,
  type SignedIn,
} from '#libs/contracts';
import { eventually, mustCall, type Stack, type StackOptions, signIn, startStack } from '#libs/testing';
import { findChromium, findHeadlessShell, openBrowser } from './actors/browser.ts';

/** The site that the demo page embeds. */
export const SITE_ID = DEMO_SITE_ID;
const PASSWORD = 'a-password-for-tests';

export interface Colleague {
  id: string;
  name: string;
  email: string;
  password: string;
}

/** A running product with a browser: built processes, real services, three colleagues and the demo site. */
export interface World {
  stack: Stack;
  browser: Browser;
  ana: Colleague;
  ben: Colleague;
  admin: Colleague;
  adminToken: string;
  /** Uploads a playbook and makes it the site's. */
  usePlaybook(definition: object): Promise<PlaybookPublished>;
  /** The same with the Live Chat playbook, where wished with another time to pick up. */
  useLiveChat(options?: { waitSeconds?: number }): Promise<PlaybookPublished>;
  /** The conversation that waits in Unassigned, once there is one; `timeout` in milliseconds. */
  waitingSession(timeout?: number): Promise<string>;
  end(): Promise<void>;
}

export const chromiumPath = findChromium();

/** Browser tests need an installed Chromium: without one they are skipped with the reason, in CI they fail. */
export function browserStory(name: string, tests: () => void): void {
  if (chromiumPath !== null || process.env.CI === 'true') {
    describe(name, tests);
    return;
  }
  console.warn(`${name}: skipped, no Chromium is installed (set CHROMIUM_PATH to use another one)`);
  describe.skip(name, tests);
}

export const liveChat = (): PlaybookDefinition =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, '..', 'playbooks', 'live-chat.json'), 'utf8'),
  ) as PlaybookDefinition;

export interface WorldOptions extends StackOptions {
  /** The browser has windows, which costs more: for notifications, and for what Tab does at the page's end. */
  windows?: boolean;
}

export async function createWorld({ windows = false, ...options }: WorldOptions = {}): Promise<World> {
  const browserPath = windows ? chromiumPath : findHeadlessShell();
  if (chromiumPath === null || browserPath === null)
    throw new Error('No Chromium is installed; with CI=true it is required');
  const stack = await startStack(options);
  const { database } = stack.database;
  const passwordHash = await argon2.hash(PASSWORD, { type: argon2.argon2id });
  async function colleague(name: string, role: Role): Promise<Colleague> {
    const email = `${name.split(' ')[0]!.toLowerCase()}@example.com`;
    const { id } = await database.agents.create({ email, name, role, passwordHash });
    return { id, name, email, password: PASSWORD };
  }
  const [ana, ben, admin] = [
    await colleague('Ana Silva', 'agent'),
    await colleague('Ben Carter', 'agent'),
    await colleague('Alex Admin', 'admin'),
  ];
  await database.sites.create({ id: SITE_ID, name: 'Demo', origins: ['*'], defaultLanguage: 'en' });
  const { token: adminToken }: SignedIn = await signIn(stack.url, admin.email, admin.password);
  const browser = await openBrowser(browserPath);
  async function usePlaybook(body: object): Promise<PlaybookPublished> {
    const published = await mustCall<PlaybookPublished>(stack.url, 'POST', '/playbooks', { token: adminToken, body });
    const { versionId } = published;
    await mustCall(stack.url, 'PUT', `/sites/${SITE_ID}/active-version`, { token: adminToken, body: { versionId } });
    return published;
  }
  return {
    stack,
    browser,
    ana,
    ben,
    admin,
    adminToken,
    usePlaybook,
    async useLiveChat({ waitSeconds } = {}) {
      const definition = liveChat();
      if (waitSeconds === undefined) return usePlaybook(definition);
      const { tests: _, ...rest } = definition;
      const people = rest.cards.people;
      if (people?.kind === 'liveChat') people.waitSeconds = waitSeconds;
      // its own tests hold for its own times
      return usePlaybook(rest);
    },
    waitingSession: (timeout) =>
      eventually(
        async () => {
          const path = '/conversations?folder=unassigned';
          const { conversations } = await mustCall<ConversationList>(stack.url, 'GET', path, { token: adminToken });
          if (!conversations[0]) throw new Error('nobody waits');
          return conversations[0].id;
        },
        timeout === undefined ? {} : { timeout },
      ),
    async end() {
      await browser.close();
      await stack.stop();
    },
  };
}

/** A text that stands nowhere else, so that it can be searched for. */
export const marker = (what: string): string => `${what}-${newId().slice(-12)}`;
