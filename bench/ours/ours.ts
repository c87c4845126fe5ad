import { Client, Connection } from '@temporalio/client';
import argon2 from 'argon2';
import { type AgentView, type EntryView, isHidden, NAMESPACES, newId, sessionWorkflowId } from '#libs/contracts';
import { eventually, mustCall, type Stack, signIn, startStack } from '#libs/testing';
import type { Bot } from '../measure/bot.ts';
import { settledHistoryOf } from '../measure/history.ts';
import type { LiveChat } from '../measure/live-chat.ts';
import { BENCH_PLAYBOOK } from './playbook.ts';
import { ask, BenchVisitor, openSocket } from './visitor.ts';

const PASSWORD = 'only-for-this-benchmark';
/** More than a benchmark sends: what is measured is the work, not the limits. */
const NO_LIMITS = {
  FOYER_SESSIONS_PER_ADDRESS: '100000',
  FOYER_SIGN_INS_PER_ADDRESS: '100000',
  FOYER_MESSAGES_PER_MINUTE: '100000',
};

export interface Ours {
  bot: Bot;
  /** Calls people for every visitor, assigns the conversations round the agents; the same sessions go on live. */
  goLive(): Promise<LiveChat>;
  stop(): Promise<void>;
}

/** The real stack as child processes, with visitors at the bot's question. `allWatch`: every agent watches all of them. */
export async function openOurs(options: {
  visitors: number;
  agents: number;
  postgresPid: number;
  allWatch?: boolean;
}): Promise<Ours> {
  const stack = await startStack({ env: NO_LIMITS });
  const { siteId, emails } = await fill(stack, options.agents);
  const visitors: BenchVisitor[] = [];
  for (let arrived = 0; arrived < options.visitors; arrived++)
    visitors.push(await BenchVisitor.arrive(stack.url, siteId));

  const connection = await Connection.connect({ address: stack.temporal.address });
  const { workflow } = new Client({ connection, namespace: stack.temporal.namespace });
  const handles = visitors.map(({ sessionId }) => workflow.getHandle(sessionWorkflowId(sessionId)));
  const closers: (() => unknown)[] = [() => connection.close(), ...visitors.map(({ leave }) => leave)];
  return {
    bot: { walks: visitors, history: () => settledHistoryOf(handles) },
    async goLive() {
      const agents = await Promise.all(emails.map((email) => openAgent(stack.url, email)));
      closers.push(
        ...agents.map(
          ({ socket }) =>
            () =>
              socket.disconnect(),
        ),
      );
      await Promise.all(visitors.map((visitor) => visitor.callPeople()));
      await Promise.all(
        visitors.map(({ sessionId }, index) => take(stack.url, agents[index % agents.length]!, sessionId)),
      );
      if (options.allWatch)
        for (const { sessionId } of visitors)
          await Promise.all(agents.map(({ socket }) => ask(socket, 'conversation:watch', { sessionId, after: 0 })));
      return {
        talks: visitors,
        onDelivered(listener) {
          for (const { socket } of agents)
            socket.on('entry:new', ({ entry }: { entry: EntryView }) => {
              if (!isHidden(entry) && entry.kind === 'message' && entry.author === 'visitor') listener(entry.body.text);
            });
        },
        pids: [
          ...stack.gateways.map(({ pid }) => pid),
          ...stack.workers.map(({ pid }) => pid),
          stack.temporal.pid,
          options.postgresPid,
        ],
      };
    },
    async stop() {
      for (const close of closers) await close();
      await stack.stop();
    },
  };
}

/** A site with the benchmark's playbook, and agents with room for everybody. */
async function fill(stack: Stack, agents: number): Promise<{ siteId: string; emails: string[] }> {
  const { database } = stack.database;
  const { versionId } = await database.playbooks.publish(BENCH_PLAYBOOK, null);
  const site = await database.sites.create({ name: 'Benchmark', origins: ['*'], activeVersionId: versionId });
  // cheap: what is measured is not signing in
  const passwordHash = await argon2.hash(PASSWORD, { timeCost: 2, memoryCost: 1_024, parallelism: 1 });
  const emails = Array.from({ length: agents }, (_, index) => `agent-${index}@bench.example`);
  for (const email of emails)
    await database.agents.create({ email, name: email, role: 'agent', passwordHash, capacity: 1_000 });
  return { siteId: site.id, emails };
}

type Agent = Awaited<ReturnType<typeof openAgent>>;

async function openAgent(url: string, email: string) {
  const { token, agent } = await signIn(url, email, PASSWORD);
  const socket = await openSocket(url, NAMESPACES.agent, token);
  await mustCall(url, 'PUT', '/me/switch', { token, body: { on: true } });
  await eventually(async () => {
    const known = await mustCall<AgentView[]>(url, 'GET', '/agents', { token });
    if (known.find(({ id }) => id === agent.id)?.availability !== 'online') throw new Error(`${email} is not online`);
  });
  return { token, agentId: agent.id, socket };
}

/** Assigns a waiting conversation to the agent, once the bot has called people, and watches it. */
async function take(url: string, { token, agentId, socket }: Agent, sessionId: string): Promise<void> {
  const clientId = newId();
  await eventually(() =>
    mustCall(url, 'POST', `/conversations/${sessionId}/assign`, { token, body: { clientId, agentId } }),
  );
  await ask(socket, 'conversation:watch', { sessionId, after: 0 });
}
