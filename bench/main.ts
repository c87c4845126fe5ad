/**
 * `npm run bench`: what the engine does on one core; and what a message and a bot step cost here, beside the least that
 * they could cost on the same machine in the same minute; and what lists and search cost on a large database. Starts everything itself, on the loopback, and stops it. `--json` prints one object for programs.
 */
import { createDatabaseFromTemplate, startServices, testTemporal } from '#libs/testing';
import { measureEngine } from './engine/engine.ts';
import { openSocketFloor } from './floors/socket-floor.ts';
import { openWorkflowFloor } from './floors/workflow-floor.ts';
import { measureInbox } from './inbox/inbox.ts';
import { measureNotify } from './ours/notify.ts';
import { openOurs } from './ours/ours.ts';
import { asJson, asTable, latencyRow, type Row } from './report.ts';
import { measureBot, measureFanOut, measureTalk } from './rounds.ts';

const VISITORS = 50;
const AGENTS = 3;
const WATCHERS = 200;
const NOTIFY = { agents: 200, conversations: 1_000, visitors: 40 };
const TIME_LIMIT_MS = 6 * 60_000;

const say = (words: string) => console.error(`bench: ${words}`);

const closers: (() => Promise<unknown>)[] = [];
const closeAll = async () => {
  for (const close of closers.splice(0).reverse()) await close();
};
setTimeout(() => {
  say('took too long');
  void closeAll().finally(() => process.exit(1));
}, TIME_LIMIT_MS).unref();

try {
  const rows = await measure();
  console.log(process.argv.includes('--json') ? asJson(rows) : asTable(rows));
} finally {
  await closeAll();
}
process.exit();

async function measure(): Promise<Row[]> {
  say('engine and validator');
  const engine = measureEngine();
  say('starting PostgreSQL, Temporal, gateway and worker');
  const { postgresPid, stop } = await startServices({ durable: true });
  closers.push(stop);
  say('lists and search on a million entries');
  const inbox = await measureInbox();
  const temporal = await testTemporal();
  const { url: databaseUrl, drop } = await createDatabaseFromTemplate();
  closers.push(drop);
  const ours = await openOurs({ visitors: VISITORS, agents: AGENTS, postgresPid });
  closers.push(ours.stop);

  say(`bot steps, ${VISITORS} visitors`);
  const bareBot = await openWorkflowFloor({
    databaseUrl,
    temporalAddress: temporal.address,
    namespace: temporal.namespace,
    walks: VISITORS,
  });
  const bot = await measureBot({ floor: bareBot, ours: ours.bot }).finally(bareBot.stop);

  say(`live messages, ${VISITORS} visitors and ${AGENTS} agents`);
  const bareChat = await openSocketFloor({ databaseUrl, postgresPid, talks: VISITORS, agents: AGENTS });
  const chat = await ours.goLive();
  const historyBefore = await ours.bot.history();
  const talk = await measureTalk({ floor: bareChat, ours: chat }).finally(bareChat.stop);
  const historyAfter = await ours.bot.history();
  const perMessage = (of: 'events' | 'bytes') => (historyAfter[of] - historyBefore[of]) / talk.ours.messages;

  await ours.stop();
  closers.splice(closers.indexOf(ours.stop), 1);

  say(`a conversation that ${WATCHERS} agents watch`);
  const watched = await openOurs({ visitors: 1, agents: WATCHERS, postgresPid, allWatch: true });
  const bareWatched = await openSocketFloor({ databaseUrl, postgresPid, talks: 1, agents: WATCHERS, allWatch: true });
  const fanOut = await measureFanOut({ floor: bareWatched, ours: await watched.goLive() }).finally(async () => {
    await bareWatched.stop();
    await watched.stop();
  });

  say(`notifications, ${NOTIFY.agents} agents and ${NOTIFY.conversations} open conversations`);
  const notify = await measureNotify(NOTIFY);

  return [
    ...engine,
    ...inbox,
    latencyRow('ack', 'visitor’s message until its acknowledgement', talk.floor.ack, talk.ours.ack, 2),
    latencyRow(
      'delivery',
      'visitor’s message until the agent’s socket has it',
      talk.floor.delivery,
      talk.ours.delivery,
      2,
    ),
    latencyRow('bot-step', 'visitor’s answer until the bot’s next words', bot.floor.step, bot.ours.step, 1.3),
    {
      id: 'ack-rate',
      about: `acknowledgements, ${VISITORS} visitors at once`,
      unit: '1/s',
      floor: talk.floor.ackPerSecond,
      ours: talk.ours.ackPerSecond,
      target: { ratioAtLeast: 0.5 },
    },
    {
      id: 'delivery-rate',
      about: `deliveries, ${VISITORS} visitors at once`,
      unit: '1/s',
      floor: talk.floor.deliveryPerSecond,
      ours: talk.ours.deliveryPerSecond,
      target: { ratioAtLeast: 0.5 },
    },
    {
      id: 'bot-step-rate',
      about: `bot steps, ${VISITORS} visitors at once`,
      unit: '1/s',
      floor: bot.floor.stepsPerSecond,
      ours: bot.ours.stepsPerSecond,
      target: { ratioAtLeast: 0.5 },
    },
    {
      id: 'cpu-per-1000',
      about: 'CPU of gateway, worker, Temporal and PostgreSQL; floor: socket server and PostgreSQL',
      unit: 's',
      floor: talk.floor.cpuSecondsPer1000,
      ours: talk.ours.cpuSecondsPer1000,
      target: null,
    },
    {
      id: 'events-per-bot-step',
      about: `history events; bytes: ${Math.round(bot.floor.bytesPerStep)} / ${Math.round(bot.ours.bytesPerStep)}`,
      unit: 'events',
      floor: bot.floor.eventsPerStep,
      ours: bot.ours.eventsPerStep,
      target: { oursAtMost: 8 },
    },
    {
      id: 'events-per-live-message',
      about: `history events; bytes: 0 / ${Math.round(perMessage('bytes'))}`,
      unit: 'events',
      floor: 0,
      ours: perMessage('events'),
      target: { oursAtMost: 0 },
    },
    {
      id: 'fan-out',
      about: `CPU of a message that ${WATCHERS} agents watch`,
      unit: 'ms',
      floor: fanOut.floor,
      ours: fanOut.ours,
      target: null,
    },
    {
      id: 'notify',
      about: `“chat with us” until each of ${NOTIFY.agents} agents is told, at 95 %; median: ${Math.round(notify.p50)} ms`,
      unit: 'ms',
      floor: null,
      ours: notify.p95,
      target: { oursAtMost: 1_000 },
    },
  ];
}
