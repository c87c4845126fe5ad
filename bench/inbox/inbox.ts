import { type Database, openDatabase } from '#libs/database';
import { createDatabaseFromTemplate } from '#libs/testing';
import { latencyOf } from '../measure/statistics.ts';
import type { Row } from '../report.ts';
import { fill, LIVE } from './fill.ts';

const ROUNDS = 10;
/** Milliseconds, as promised. */
const TARGETS = { list: 100, search: 150 };

/** Rare and common words, all and none, people, a phone number, begun words, filters alone. */
const SEARCHES = [
  'w1',
  'w0 w1 w2',
  'w777',
  'w19999 w5',
  'w1 w2 zzz',
  'v',
  'vera@visitor',
  'acme 4711',
  'nr123',
  '020 7777 12',
  'w3 nr4',
  '',
];

/** What the inbox's list and search cost the server, on a large database of its own. */
export async function measureInbox(): Promise<Row[]> {
  const { url, drop } = await createDatabaseFromTemplate();
  await fill(url);
  const database = await openDatabase({ url, poolSize: 2, applicationName: 'bench' });
  try {
    const agents = (await database.agents.list()).map(({ id }) => id);
    const list = await timed(agents, (agentId) => database.sessions.list({ folder: 'others', agentId, limit: 100 }));
    const searches = SEARCHES.flatMap((text) => agents.slice(0, 2).map((agentId) => ({ text, agentId })));
    const search = await timed(searches, (query) => database.search.find({ ...query, filters: {}, limit: 30 }));
    const row = (id: string, about: string, ours: number, target: Row['target']): Row => ({
      id,
      about,
      unit: 'ms',
      floor: null,
      ours,
      target,
    });
    return [
      row('list', `first page and counts of ${LIVE} live conversations, at 95 %`, list.p95, {
        oursAtMost: TARGETS.list,
      }),
      row('search', 'search in a million entries, hits with snippets, at 95 %', search.p95, {
        oursAtMost: TARGETS.search,
      }),
      row('words', 'writing a conversation’s words for search, after its messages', await costOfWords(database), null),
    ];
  } finally {
    await database.close();
    await drop();
  }
}

/** Each of `inputs` several times, the first time unmeasured. */
async function timed<T>(inputs: readonly T[], act: (input: T) => Promise<unknown>) {
  const samples: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    for (const input of inputs) {
      const begin = performance.now();
      await act(input);
      if (round > 0) samples.push(performance.now() - begin);
    }
  }
  return latencyOf(samples);
}

/** Of conversations that said something new, in batches as the gateway does it. */
async function costOfWords(database: Database): Promise<number> {
  const said = await database.sql.rows<{ id: string }>(
    { name: '', text: 'update session set last_seq = last_seq + 1 where visitor_hash::int % 250 = 0 returning id' },
    [],
  );
  const begin = performance.now();
  await database.search.writeWords(said.map(({ id }) => id));
  return (performance.now() - begin) / said.length;
}
