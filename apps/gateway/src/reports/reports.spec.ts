import type { LiveView, Problem, Report, TeamView } from '#libs/contracts';
import type { Database } from '#libs/database';
import { callApi, mustCall } from '#libs/testing';
import {
  begin,
  command,
  look,
  makeAgent,
  online,
  startGateway,
  type TestAgent,
  type TestGateway,
} from '../../test/harness.ts';
import { DATABASE } from '../database/tokens.ts';

let gateway: TestGateway;
let sales: TeamView;
let people: Record<'sam' | 'salesLead' | 'careLead' | 'lead' | 'admin', TestAgent>;
let ofSales: string;
let ofAll: string;

const today = new Date().toISOString().slice(0, 10);
const PERIOD = `from=${today}&to=${today}&timeZone=UTC`;
const clients: { close(): void }[] = [];

beforeAll(async () => {
  gateway = await startGateway();
  const team = (name: string) =>
    mustCall<TeamView>(gateway.url, 'POST', '/teams', { token: gateway.admin.token, body: { name } });
  sales = await team('Sales');
  const care = await team('Care');
  people = {
    sam: await makeAgent(gateway, { name: '=Sam', teamId: sales.id }),
    salesLead: await makeAgent(gateway, { name: 'Lea', role: 'supervisor', teamId: sales.id }),
    careLead: await makeAgent(gateway, { name: 'Cora', role: 'supervisor', teamId: care.id }),
    lead: await makeAgent(gateway, { name: 'Lou', role: 'supervisor' }),
    admin: gateway.admin,
  };
  clients.push(await online(gateway, people.sam), await online(gateway, people.salesLead));
  ofSales = (await begin(gateway)).sessionId;
  await look(gateway, ofSales);
  const text =
    'with s as (update stint set team_id = $2 where session_id = $1) update session set team_id = $2 where id = $1';
  await gateway.database.database.sql.rows({ name: 'test of sales', text }, [ofSales, sales.id]);
  ofAll = (await begin(gateway)).sessionId;
  await look(gateway, ofAll);
});
afterAll(async () => {
  for (const client of clients) client.close();
  await gateway.close();
});

const get = <T>(agent: TestAgent, path: string) => mustCall<T>(gateway.url, 'GET', path, { token: agent.token });
const csv = async (agent: TestAgent, path: string) => {
  const response = await fetch(`${gateway.url}/api/v1${path}`, { headers: { authorization: `Bearer ${agent.token}` } });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { response, bytes, lines: bytes.toString('utf8').replace('\uFEFF', '').split('\r\n') };
};

it.each([
  '/live?timeZone=UTC',
  `/reports?${PERIOD}&by=agent`,
  `/reports/csv?${PERIOD}&by=agent`,
  `/reports/conversations/csv?${PERIOD}`,
])('agents are refused %s', async (path) => {
  const answer = await callApi<Problem>(gateway.url, 'GET', path, { token: people.sam.token });
  expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
});

it.each([
  ['salesLead', true],
  ['careLead', false],
  ['lead', true],
  ['admin', true],
] as const)('%s sees what is their team’s and everybody’s: of Sales %s', async (who, seesSales) => {
  const agent = people[who];
  const expected = seesSales ? [ofSales, ofAll] : [ofAll];
  const live = await get<LiveView>(agent, '/live?timeZone=Europe/Lisbon');
  expect(live.conversations.map(({ id }) => id)).toEqual(expected);
  expect(live.waiting).toBe(expected.length);
  expect(live.agents.some(({ id }) => id === people.sam.id)).toBe(seesSales);
  const { total } = await get<Report>(agent, `/reports?${PERIOD}&by=team`);
  expect(total.conversations).toBe(expected.length);
  const { lines } = await csv(agent, `/reports/conversations/csv?${PERIOD}`);
  expect(lines.slice(1, -1).map((line) => line.split(',')[0])).toEqual(expected);
});

it('a supervisor gives who waits to somebody of the team; the figures follow, and the CSV is safe to open', async () => {
  const { salesLead, sam } = people;
  await command(gateway, salesLead, ofSales, 'assign', { agentId: sam.id });
  const live = await get<LiveView>(salesLead, '/live?timeZone=UTC');
  expect(live.conversations.find(({ id }) => id === ofSales)).toMatchObject({ phase: 'live', agentId: sam.id });
  expect(live.agents.find(({ id }) => id === sam.id)).toMatchObject({ open: 1, availability: 'online' });
  expect(live.today).toMatchObject({ new: 2, pickUp: { count: 1 } });
  const report = await csv(salesLead, `/reports/csv?${PERIOD}&by=agent`);
  expect(report.response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(report.response.headers.get('content-disposition')).toBe(
    `attachment; filename=report-by-agent-${today}-${today}.csv`,
  );
  expect(report.response.headers.get('cache-control')).toBe('no-store');
  expect([...report.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(report.lines[0]).toBe(
    'id,agent,conversations,pick_up_count,pick_up_median_seconds,pick_up_p90_seconds,first_response_count,' +
      'first_response_median_seconds,first_response_p90_seconds,duration_count,duration_median_seconds,duration_p90_seconds,' +
      'closed,missed_nobody_online,missed_nobody_picked_up,returned,leads,deals,crm_activities',
  );
  expect(report.lines[1]).toMatch(new RegExp(`^${sam.id},'=Sam,1,1,\\d+(\\.\\d+)?,`));
  expect(report.lines).toHaveLength(4);
  const list = await csv(salesLead, `/reports/conversations/csv?${PERIOD}`);
  expect(list.lines[0]).toMatch(/^id,began_at,closed_at,phase,site,team,language,visitor,last_agent,/);
  expect(list.lines[1]).toContain(",Shop,Sales,en,,'=Sam,");
});

it.each([
  ['/live', ''],
  ['/live', 'timeZone=Mars/Olympus'],
  // which PostgreSQL would read the other way round
  ['/live', 'timeZone=%2B02:00'],
  ['/reports', PERIOD],
  ['/reports', `${PERIOD}&by=site`],
  ['/reports', 'from=2026-02-30&to=2026-03-01&timeZone=UTC&by=day'],
  ['/reports', 'from=2026-03-02&to=2026-03-01&timeZone=UTC&by=day'],
  ['/reports', 'from=2026-01-01&to=2027-02-05&timeZone=UTC&by=day'],
  ['/reports/csv', 'from=2026-01-01&to=2027-02-05&timeZone=UTC&by=day'],
  ['/reports/conversations/csv', 'from=2026-01-01&to=2027-02-05&timeZone=UTC'],
])('refuses %s?%s', async (path, query) => {
  const answer = await callApi<Problem>(gateway.url, 'GET', `${path}?${query}`, { token: gateway.admin.token });
  expect([answer.status, answer.body.code]).toEqual([400, 'invalid_body']);
});

it('takes a period of 400 days', async () => {
  const report = await get<Report>(gateway.admin, '/reports?from=2026-01-01&to=2027-02-04&timeZone=UTC&by=day');
  expect(report.rows).toHaveLength(400);
});

it('an export that fails half-way breaks off and does not look complete', async () => {
  const { reports } = gateway.app.get<Database>(DATABASE);
  const { conversations } = reports;
  try {
    reports.conversations = async function* (...args) {
      for await (const page of conversations(...args)) yield page;
      throw new Error('PostgreSQL is away');
    };
    await expect(csv(gateway.admin, `/reports/conversations/csv?${PERIOD}`)).rejects.toThrow();
  } finally {
    reports.conversations = conversations;
  }
});

it('one supervisor’s reports are bounded, and others’ are not affected', async () => {
  const codes = await Promise.all(
    Array.from({ length: 70 }, async () => {
      const answer = await callApi<Problem>(gateway.url, 'GET', `/reports?${PERIOD}&by=hour`, {
        token: people.careLead.token,
      });
      return answer.status;
    }),
  );
  expect(new Set(codes)).toEqual(new Set([200, 429]));
  await get<Report>(people.lead, `/reports?${PERIOD}&by=hour`);
});
