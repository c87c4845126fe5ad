import { createHash, randomUUID } from 'node:crypto';
import { type PlaybookDefinition, Refusal, type Role, resultIdOfCard } from '#libs/contracts';
import type { EngineState } from '#libs/playbook';

import type { AgentRecord, Database, Look, LookOutcome, StartInput, StartResult } from '../index.ts';
import { type Executor, statement } from '../sql/sql.ts';

export const clientId = (): string => `client-${randomUUID()}`;
export const visitorHash = (): string => createHash('sha256').update(randomUUID()).digest('hex');

/** Any statement, for what a test sets up or looks at behind the repositories. */
export const raw = <Row = Record<string, unknown>>(executor: Executor, text: string, values: unknown[] = []) =>
  executor.rows<Row>({ name: '', text }, values);

/** Empties nearly all tables, for tests that count what is there. It takes a busy machine longer than statements may. */
export const empty = (database: Database) =>
  database.sql.patient(
    statement('test_empty', 'truncate agent, team, playbook, site, organisation cascade'),
    [],
    30_000,
  );

/** Runs a statement in a transaction that stays open until `release`, like a slow writer elsewhere. */
export async function hold(
  database: Database,
  text: string,
  values: unknown[] = [],
): Promise<{ release: () => Promise<void> }> {
  const held = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const transaction = database.sql.transaction(async (executor) => {
    await raw(executor, text, values);
    held.resolve();
    await end.promise;
  });
  await Promise.race([held.promise, transaction]);
  return {
    release: async () => {
      end.resolve();
      await transaction;
    },
  };
}

/** Makes all of presence that much older, as if so much time had passed since. */
export async function letPass(database: Database, seconds: number): Promise<void> {
  const age = [`${seconds} seconds`];
  await raw(
    database.sql,
    'update agent_lease set renewed_at = renewed_at - $1::interval, ended_at = ended_at - $1::interval',
    age,
  );
  await raw(
    database.sql,
    `update gateway_heartbeat set beat_at = beat_at - $1::interval, steady_since = steady_since - $1::interval,
    resumed_from = resumed_from - $1::interval`,
    age,
  );
}

export const holdSession = (database: Database, sessionId: string) =>
  hold(database, 'select from session where id = $1 for update', [sessionId]);

/** The code of the refusal; otherwise what happened instead. */
export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no refusal',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

/** How many connections to this database wait for a lock. */
export async function waitingForLock(database: Database): Promise<number> {
  const [row] = await raw<{ waiting: number }>(
    database.sql,
    `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row?.waiting ?? 0;
}

export const DEFINITION: PlaybookDefinition = {
  format: 2,
  name: 'Test',
  languages: ['en'],
  appearance: { botName: 'Bo', accent: '#000000', onAccent: '#ffffff', icon: 'chat' },
  start: 'ask',
  cards: {
    ask: {
      kind: 'question',
      text: { en: 'How can we help?' },
      style: 'buttons',
      choices: [{ id: 'chat', text: { en: 'Chat with us' }, next: 'chat' }],
    },
    chat: { kind: 'liveChat', onlineText: { en: 'Calling …' }, waitSeconds: 60, offline: 'end' },
    end: { kind: 'end' },
  },
};

export const STATE: EngineState = {
  format: 2,
  cardId: 'ask',
  wait: { for: 'answer', askedSeq: 1, promptSeq: 1, attempts: 0, reminder: null },
  fields: {},
  qualified: null,
  resultCards: [],
};

export interface World {
  siteId: string;
  versionId: string;
}

/** A site with an active playbook. */
export async function createWorld(database: Database): Promise<World> {
  const { versionId } = await database.playbooks.publish(DEFINITION, null);
  const site = await database.sites.create({ name: 'Test', origins: ['*'], activeVersionId: versionId });
  return { siteId: site.id, versionId };
}

export const startInput = (world: World, override: Partial<StartInput> = {}): StartInput => ({
  ...world,
  visitorHash: visitorHash(),
  clientId: clientId(),
  language: 'en',
  seed: 1,
  returning: false,
  opening: [{ kind: 'prompt', body: { text: 'How can we help?', cardId: 'ask' } }],
  state: STATE,
  visits: [{ cardId: 'ask', arm: null, left: false }],
  act: { kind: 'answer', body: { promptSeq: 1, text: 'Chat with us', choiceId: 'chat' } },
  ...override,
});

export const startSession = (
  database: Database,
  world: World,
  override: Partial<StartInput> = {},
): Promise<StartResult> => database.sessions.start(startInput(world, override));

export const createAgent = (
  database: Database,
  {
    name = 'Ana',
    role = 'agent',
    capacity = 20,
    teamId = null,
  }: { name?: string; role?: Role; capacity?: number; teamId?: string | null } = {},
): Promise<AgentRecord> =>
  database.agents.create({ email: `${randomUUID()}@test.local`, name, role, passwordHash: 'none', capacity, teamId });

/** An agent with the switch on and a lease through a gateway of its own. */
export async function createOnlineAgent(
  database: Database,
  options: Parameters<typeof createAgent>[1] = {},
): Promise<AgentRecord & { gatewayId: string }> {
  const agent = await createAgent(database, options);
  const gatewayId = randomUUID();
  await database.presence.setSwitch(agent.id, true);
  await database.presence.beat(gatewayId, [agent.id]);
  return { ...agent, gatewayId };
}

/** A decision that reads everything and changes nothing else. */
export const readAll = (look: Look, change: Partial<LookOutcome> = {}): LookOutcome => ({
  append: [],
  state: look.session.state,
  phase: look.session.phase,
  waitDeadlineId: look.session.waitDeadlineId,
  deadlineAt: look.session.deadlineAt,
  team: null,
  offer: null,
  results: [],
  calls: [],
  visits: [],
  details: {},
  cursor: look.unread.at(-1)?.seq ?? look.session.cursor,
  ...change,
});

/** A result that a card asks for, with nothing but what it must have. */
export const newResult = (
  sessionId: string,
  cardId: string,
  override: Partial<LookOutcome['results'][number]> = {},
): LookOutcome['results'][number] => ({
  resultId: resultIdOfCard(sessionId, cardId),
  cardId,
  kind: 'lead',
  title: 'A lead',
  owner: null,
  label: null,
  stage: null,
  visibility: 'everyone',
  value: null,
  currency: null,
  dueAt: null,
  ...override,
});

/** A decision that calls people: of a team, or everybody. */
export const callPeople = (look: Look, team: string | null = null): LookOutcome =>
  readAll(look, {
    team,
    append: [
      { kind: 'message', author: 'bot', body: { text: 'Calling …', cardId: 'chat' } },
      { kind: 'phaseChanged', author: 'bot', body: { from: 'bot', to: 'waiting', reason: 'people_called' } },
    ],
    phase: 'waiting',
    waitDeadlineId: 'pickUp-1',
  });

export const closeByBot = (look: Look): LookOutcome =>
  readAll(look, {
    append: [{ kind: 'closed', author: 'bot', body: { reason: 'playbook_ended' } }],
    phase: 'closed',
    waitDeadlineId: null,
  });

/** A session in which people were called; answers its id. */
export async function startWaiting(
  database: Database,
  world: World,
  { team = null, ...override }: { team?: string | null } & Partial<StartInput> = {},
): Promise<string> {
  const { sessionId } = await startSession(database, world, override);
  await database.sessions.look(sessionId, Date.now(), (look) => callPeople(look, team));
  return sessionId;
}

/** A live conversation of the agent; answers its id. */
export async function startLive(
  database: Database,
  world: World,
  agentId: string,
  call: Parameters<typeof startWaiting>[2] = {},
): Promise<string> {
  const sessionId = await startWaiting(database, world, call);
  await database.sessions.assign({ sessionId, agentId, byAgentId: agentId, clientId: clientId() });
  return sessionId;
}
