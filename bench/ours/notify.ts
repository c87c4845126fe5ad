import argon2 from 'argon2';
import { NAMESPACES, type NotificationsChanged } from '#libs/contracts';
import { mustCall, type Stack, signIn, startStack } from '#libs/testing';
import { type Latency, latencyOf } from '../measure/statistics.ts';
import { BENCH_PLAYBOOK } from './playbook.ts';
import { ask, BenchVisitor, openSocket } from './visitor.ts';

const PASSWORD = 'only-for-this-benchmark';
const NO_LIMITS = { FOYER_SESSIONS_PER_ADDRESS: '100000', FOYER_SIGN_INS_PER_ADDRESS: '100000' };
const TOLD_WITHIN_MS = 10_000;

/** Conversations that others lead, as rows: they have no visitor and no workflow. */
const OPEN = `
with made as (
  insert into session (id, site_id, version_id, visitor_hash, first_client_id, language, seed, state, phase, epoch,
    assignee_id, conversation_at)
  select gen_random_uuid(), $1, $2, 'bench-' || n, 'bench', 'en', 1, '{}', 'live', 2, $3, now()
  from generate_series(1, $4::int) n
  returning id
)
insert into session_details (session_id) select id from made`;

/**
 * From a visitor's "chat with us" until every agent's socket has the notification, one visitor after another. All
 * agents are online with a tab in sight.
 */
export async function measureNotify(options: {
  agents: number;
  conversations: number;
  visitors: number;
}): Promise<Latency> {
  const stack = await startStack({ env: NO_LIMITS });
  const leaving: (() => void)[] = [];
  try {
    const { siteId, sockets } = await fill(stack, options);
    leaving.push(...sockets.map((socket) => () => void socket.disconnect()));
    const samples: number[] = [];
    // the first three are for warming up
    for (let come = -3; come < options.visitors; come++) {
      const visitor = await BenchVisitor.arrive(stack.url, siteId);
      leaving.push(visitor.leave);
      const began = performance.now();
      const told = sockets.map(
        (socket) =>
          new Promise<number>((resolve, reject) => {
            const late = setTimeout(() => reject(new Error('an agent was not told')), TOLD_WITHIN_MS);
            const listen = ({ changed }: NotificationsChanged) => {
              if (!changed.some(({ sessionId }) => sessionId === visitor.sessionId)) return;
              clearTimeout(late);
              socket.off('notifications:changed', listen);
              resolve(performance.now() - began);
            };
            socket.on('notifications:changed', listen);
          }),
      );
      await visitor.callPeople();
      const times = await Promise.all(told);
      if (come >= 0) samples.push(...times);
    }
    return latencyOf(samples);
  } finally {
    for (const leave of leaving) leave();
    await stack.stop();
  }
}

async function fill(stack: Stack, { agents, conversations }: { agents: number; conversations: number }) {
  const { database } = stack.database;
  const { versionId } = await database.playbooks.publish(BENCH_PLAYBOOK, null);
  const site = await database.sites.create({ name: 'Notify', origins: ['*'], activeVersionId: versionId });
  // cheap: what is measured is not signing in
  const passwordHash = await argon2.hash(PASSWORD, { timeCost: 2, memoryCost: 1_024, parallelism: 1 });
  const sockets = [];
  for (let index = 0; index < agents; index++) {
    const email = `told-${index}@bench.example`;
    const { id } = await database.agents.create({ email, name: email, role: 'agent', passwordHash });
    const { token } = await signIn(stack.url, email, PASSWORD);
    const socket = await openSocket(stack.url, NAMESPACES.agent, token);
    await ask(socket, 'sight', { visible: true, sessionId: null });
    await mustCall(stack.url, 'PUT', '/me/switch', { token, body: { on: true } });
    sockets.push(socket);
    if (index === 0) await database.sql.rows({ name: '', text: OPEN }, [site.id, versionId, id, conversations]);
  }
  return { siteId: site.id, sockets };
}
