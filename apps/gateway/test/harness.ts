import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import argon2 from 'argon2';
import { createSessionActivities } from '#activities';
import { type Config, loadConfig } from '#libs/config';
import {
  type CommandDone,
  type Opening,
  type PlaybookDefinition,
  type Role,
  type SessionStarted,
  type SiteView,
  type StartSessionBody,
} from '#libs/contracts';
import { HintPublisher } from '#libs/database';
import {
  type AgentClient,
  connectAgent,
  connectVisitor,
  createTestDatabase,
  eventually,
  mustCall,
  startSession,
  type TestDatabase,
  type VisitorClient,
} from '#libs/testing';
import type { Tokens } from '../src/auth/tokens.ts';

export const PASSWORD = 'correct horse battery staple';
/** Nothing listens there: most of the protocol does not need Temporal. */
const NO_TEMPORAL = '127.0.0.1:1';

export interface TestAgent {
  id: string;
  name: string;
  email: string;
  token: string;
}

export interface World {
  database: TestDatabase;
  site: SiteView;
  playbookId: string;
  versionId: string;
  ana: TestAgent;
  ben: TestAgent;
  admin: TestAgent;
}

export interface TestGateway extends World {
  url: string;
  app: NestExpressApplication;
  config: Config;
  close(): Promise<void>;
}

export interface GatewayOptions {
  env?: Record<string, string>;
  /** Of another gateway, which keeps it. */
  world?: World;
}

export const liveChat = async (): Promise<PlaybookDefinition> =>
  JSON.parse(await readFile(new URL('../../../playbooks/live-chat.json', import.meta.url), 'utf8'));

/** A gateway in this process, on a database of its own with a site, its playbook and three agents. */
export async function startGateway({ env = {}, world }: GatewayOptions = {}): Promise<TestGateway> {
  const database = world?.database ?? (await createTestDatabase());
  const config = loadConfig({
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: NO_TEMPORAL,
    FOYER_TOKEN_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
    FOYER_LOG_LEVEL: process.env.FOYER_TEST_LOG ?? 'silent',
    FOYER_SESSIONS_PER_ADDRESS: '100000',
    FOYER_SIGN_INS_PER_ADDRESS: '100000',
    ...env,
  });
  const { createGateway, Tokens } = await gatewaySource();
  const app = await createGateway(config);
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const made = world ?? (await makeWorld(database, app.get(Tokens)));
  return {
    ...made,
    url,
    app,
    config,
    async close() {
      await app.close();
      if (!world) await database.close();
    },
  };
}

/** Jest's loader cannot have a CommonJS package (the throttler) require Nest while Nest is still being loaded. */
async function gatewaySource() {
  await import('@nestjs/common');
  await import('@nestjs/core');
  const [app, tokens] = await Promise.all([import('../src/app.ts'), import('../src/auth/tokens.ts')]);
  return { ...app, ...tokens };
}

async function makeWorld(test: TestDatabase, tokens: Tokens): Promise<World> {
  const { database } = test;
  const { playbookId, versionId } = await database.playbooks.publish(await liveChat(), null);
  const site = await database.sites.create({ name: 'Shop', origins: ['*'], activeVersionId: versionId });
  const passwordHash = await argon2.hash(PASSWORD, { timeCost: 2, memoryCost: 1_024, parallelism: 1 });
  const agent = async (name: string, role: Role): Promise<TestAgent> => {
    const email = `${name.toLowerCase()}@shop.example`;
    const record = await database.agents.create({ name, email, role, passwordHash });
    const { token } = await tokens.forAgent(record, Date.now());
    return { id: record.id, name, email, token };
  };
  const [ana, ben, admin] = [await agent('Ana', 'agent'), await agent('Ben', 'agent'), await agent('Alex', 'admin')];
  return { database: test, site, playbookId, versionId, ana, ben, admin };
}

/** One more agent of a running gateway, signed in. */
export async function makeAgent(
  gateway: TestGateway,
  { name, role = 'agent', teamId = null }: { name: string; role?: Role; teamId?: string | null },
): Promise<TestAgent> {
  const { Tokens } = await gatewaySource();
  const email = `${name.toLowerCase()}-${randomUUID()}@shop.example`;
  const passwordHash = await argon2.hash(PASSWORD, { timeCost: 2, memoryCost: 1_024, parallelism: 1 });
  const record = await gateway.database.database.agents.create({
    name,
    email,
    role,
    teamId,
    passwordHash,
    capacity: 1_000,
  });
  const { token } = await gateway.app.get(Tokens).forAgent(record, Date.now());
  return { id: record.id, name, email, token };
}

export const newClientId = (): string => randomUUID();
export const newVisitorKey = (): string => randomUUID().replaceAll('-', '');

export const openingOf = ({ url, site }: TestGateway): Promise<Opening> =>
  mustCall<Opening>(url, 'GET', `/sites/${site.id}/opening?language=en`);

/** A first act that chooses "Chat with us". */
export const firstAct = (gateway: World, changes: Partial<StartSessionBody> = {}): StartSessionBody => ({
  visitorKey: newVisitorKey(),
  clientId: newClientId(),
  versionId: gateway.versionId,
  language: 'en',
  seed: 0,
  returning: false,
  act: { promptSeq: 2, choiceId: 'chat' },
  ...changes,
});

export const begin = (gateway: TestGateway, changes: Partial<StartSessionBody> = {}): Promise<SessionStarted> =>
  startSession(gateway.url, gateway.site.id, firstAct(gateway, changes));

/** One look of the process, without Temporal: what its workflow would do when it is signalled. */
export async function look({ database }: World, sessionId: string): Promise<void> {
  const hints = new HintPublisher(database.database);
  await createSessionActivities({ database: database.database, hints }).advance({
    sessionId,
    workflowTime: Date.now(),
  });
  await hints.flush();
}

/** Connects and turns the switch on. */
export async function online(gateway: TestGateway, agent: TestAgent): Promise<AgentClient> {
  const client = await connectAgent(gateway.url, agent.token);
  await mustCall(gateway.url, 'PUT', '/me/switch', { token: agent.token, body: { on: true } });
  await eventually(async () => {
    const agents = await gateway.database.database.presence.agents();
    expect(agents.find(({ id }) => id === agent.id)?.availability).toBe('online');
  });
  return client;
}

export const command = (
  gateway: TestGateway,
  agent: TestAgent,
  sessionId: string,
  name: 'assign' | 'reassign' | 'return' | 'close' | 'hand-back' | 'notes' | 'results',
  body: object = {},
): Promise<CommandDone> =>
  mustCall<CommandDone>(gateway.url, 'POST', `/conversations/${sessionId}/${name}`, {
    token: agent.token,
    body: { clientId: newClientId(), ...body },
  });

export interface Conversation {
  sessionId: string;
  token: string;
  visitor: VisitorClient;
  agent: AgentClient;
}

/** A visitor in a live chat with Ana, both connected, Ana watching. */
export async function liveConversation(gateway: TestGateway, at: TestGateway = gateway): Promise<Conversation> {
  const agent = await online(gateway, gateway.ana);
  const { sessionId, token } = await begin(at);
  await look(gateway, sessionId);
  await command(gateway, gateway.ana, sessionId, 'assign', { agentId: gateway.ana.id });
  const visitor = await connectVisitor(at.url, token);
  await visitor.call('timeline:read', { after: 0 });
  await agent.call('conversation:watch', { sessionId, after: 0 });
  return { sessionId, token, visitor, agent };
}
