import { startPostgres, createDatabase, findTemporal, startTemporal } from '#libs/services';
import { openWorkflowFloor } from './floors/workflow-floor.ts';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { execSync } from 'node:child_process';
const pgs = await startPostgres({ directory: '/tmp/benchsmoke/pg', logFile: '/tmp/benchsmoke/pg.log', wishedPort: 25432 });
await createDatabase(pgs.url('postgres'), 'bench_floor');
const temporal = await startTemporal({ cli: findTemporal()!, namespace: 'bench', logFile: '/tmp/benchsmoke/t.log', wishedPort: 27233, wishedUiPort: null, databaseFile: null });
try {
  const bot = await openWorkflowFloor({ databaseUrl: pgs.url('bench_floor'), temporalAddress: temporal.address, namespace: 'bench', walks: 5 });
  for (let i = 0; i < 60; i++) await bot.walks[i % 5]!.step();
  const pid = String((bot as any).pid);
  const st = spawn('perf', ['record','-F','499','-g','-o','/tmp/benchsmoke/perf.data','-p', pid]);
  await sleep(1500);
  for (let i = 0; i < 100; i++) { const t0 = Date.now() / 1000; await bot.walks[i % 5]!.step(); console.log('STEP', t0, Date.now()/1000 - t0); }
  st.kill('SIGINT'); await sleep(300);
  await bot.stop();
} finally { await temporal.stop(); await pgs.stop(); }
