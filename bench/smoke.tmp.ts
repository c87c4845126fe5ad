import { startPostgres, createDatabase, findTemporal, startTemporal } from '#libs/services';
import { openSocketFloor } from './floors/socket-floor.ts';
import { openWorkflowFloor } from './floors/workflow-floor.ts';
import { Deliveries, talkAllAtOnce, talkSlowly } from './measure/live-chat.ts';
import { stepAllAtOnce, stepSlowly } from './measure/bot.ts';
import { latencyOf } from './measure/statistics.ts';
const pgs = await startPostgres({ directory: '/tmp/benchsmoke/pg', logFile: '/tmp/benchsmoke/pg.log', wishedPort: 25432 });
await createDatabase(pgs.url('postgres'), 'bench_floor');
const temporal = await startTemporal({ cli: findTemporal()!, namespace: 'bench', logFile: '/tmp/benchsmoke/t.log', wishedPort: 27233, wishedUiPort: null, databaseFile: '/tmp/benchsmoke/t.db' });
try {
  const databaseUrl = pgs.url('bench_floor');
  const chat = await openSocketFloor({ databaseUrl, postgresPid: pgs.process.pid, talks: 50, agents: 3 });
  const d = new Deliveries(chat);
  await talkSlowly(chat, d, 50);
  const s = await talkSlowly(chat, d, 100);
  console.log('ack', latencyOf(s.ack), 'delivery', latencyOf(s.delivery));
  console.log(await talkAllAtOnce(chat, d, 40));
  await chat.stop();
  const bot = await openWorkflowFloor({ databaseUrl, temporalAddress: temporal.address, namespace: 'bench', walks: 50 });
  await stepSlowly(bot, 50);
  const h0 = await bot.history();
  console.log('step', latencyOf(await stepSlowly(bot, 50)));
  console.log('rate', await stepAllAtOnce(bot, 10));
  const h1 = await bot.history();
  console.log('events', (h1.events - h0.events) / 550, 'bytes', (h1.bytes - h0.bytes) / 550);
  await bot.stop();
} finally { await temporal.stop(); await pgs.stop(); }
