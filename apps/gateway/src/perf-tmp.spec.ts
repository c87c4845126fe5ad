import { readFileSync, readdirSync } from 'node:fs';
import { connectAgent, connectVisitor } from '#libs/testing';
import { startGatewayProcess } from '../test/gateway-process.ts';
import { begin, command, look, newClientId, online, startGateway } from '../test/harness.ts';
const cpuOf = (pid: number) => { try { const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' '); return (Number(f[11]) + Number(f[12])) * 10; } catch { return 0; } };
const pgCpu = (db: string) => readdirSync('/proc').filter((p) => /^\d+$/.test(p)).reduce((n, p) => { try { return readFileSync(`/proc/${p}/cmdline`, 'utf8').includes(db) ? n + cpuOf(Number(p)) : n; } catch { return n; } }, 0);
it('perf', async () => {
  const here = await startGateway();
  const db = new URL(here.database.url).pathname.slice(1);
  const gs = await Promise.all(['true', 'false'].map((FOYER_NOTIFY) => startGatewayProcess(here, { FOYER_LOG_LEVEL: 'warn', FOYER_MESSAGES_PER_MINUTE: '10000000', FOYER_NOTIFY })));
  await here.database.database.sql.rows({ name: 'cap', text: 'update agent set capacity = 1000' }, []);
  const setups = [];
  for (const g of gs) {
    const at = { ...here, url: g.url };
    const agents = [await online(at, here.ana), await connectAgent(g.url, here.ben.token), await connectAgent(g.url, here.admin.token)];
    const visitors = [];
    for (let i = 0; i < 50; i++) { const { sessionId, token } = await begin(at); await look(here, sessionId); await command(at, here.ana, sessionId, 'assign', { agentId: here.ana.id }); const v = await connectVisitor(g.url, token); await v.call('timeline:read', { after: 0 }); await agents[i % 3]!.call('conversation:watch', { sessionId, after: 0 }); visitors.push(v); }
    setups.push({ g, agents, visitors });
  }
  for (let round = 0; round < 4; round++) for (const [k, { g, visitors }] of setups.entries()) {
    const pid = (g as unknown as { pid: number }).pid; const c0 = cpuOf(pid), p0 = pgCpu(db), b = performance.now();
    await Promise.all(visitors.map(async (v) => { for (let i = 0; i < 60; i++) await v.call('message:send', { clientId: newClientId(), text: 'x hello how are you' }, 20000); }));
    const s = (performance.now() - b) / 1000;
    console.log(k ? 'no notify' : 'notify   ', 'rate', Math.round(3000 / s), 'gateway cpu/1000', ((cpuOf(pid) - c0) / 3000).toFixed(3), 'pg', ((pgCpu(db) - p0) / 3000).toFixed(3));
  }
  for (const s of setups) { for (const c of [...s.agents, ...s.visitors]) c.close(); await s.g.kill('SIGTERM'); }
  await here.close();
}, 180000);
