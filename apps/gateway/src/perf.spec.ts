import { connectVisitor } from '#libs/testing';
import { startGatewayProcess } from '../test/gateway-process.ts';
import { liveConversation, newClientId, startGateway } from '../test/harness.ts';
it('perf', async () => {
  const here = await startGateway();
  const g = await startGatewayProcess(here, { FOYER_LOG_LEVEL: 'warn', FOYER_MESSAGES_PER_MINUTE: '10000000' });
  const chats = [];
  for (let i = 0; i < 20; i++) { const c = await liveConversation({ ...here, url: g.url }); if (i) c.agent.close(); chats.push(c); }
  const v = chats[0]!.visitor;
  for (let round = 0; round < 3; round++) {
    const t: number[] = [];
    for (let i = 0; i < 500; i++) { const b = performance.now(); await v.call('message:send', { clientId: newClientId(), text: 'hello ' + i }); t.push(performance.now() - b); }
    t.sort((a, b) => a - b);
    const ins: number[] = [];
    for (let i = 0; i < 300; i++) { const b = performance.now(); await here.database.database.timeline.append({ sessionId: chats[1]!.sessionId, kind: 'message', author: 'visitor', clientId: newClientId(), body: { text: 'x' } }); ins.push(performance.now() - b); }
    ins.sort((a, b) => a - b);
    const ping: number[] = [];
    for (let i = 0; i < 300; i++) { const b = performance.now(); await v.call('typing', { on: true }); ping.push(performance.now() - b); }
    ping.sort((a, b) => a - b);
    const b = performance.now();
    await Promise.all(chats.map(async (c) => { for (let i = 0; i < 100; i++) await c.visitor.call('message:send', { clientId: newClientId(), text: 'x' }); }));
    console.log('ack p50', t[250], 'p95', t[475], 'append alone p50', ins[150], 'ws roundtrip p50', ping[150], 'rate', 2000 / ((performance.now() - b) / 1000));
  }
  for (const c of chats) { c.visitor.close(); c.agent.close(); }
  await g.kill('SIGTERM');
  await here.close();
}, 120000);
