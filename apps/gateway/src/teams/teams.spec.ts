import { newId, type Problem, type TeamView } from '#libs/contracts';
import { callApi, mustCall } from '#libs/testing';
import { startGateway, type TestGateway } from '../../test/harness.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const call = (method: Parameters<typeof callApi>[1], path: string, body?: unknown) =>
  callApi<TeamView & Problem>(gateway.url, method, path, { token: gateway.admin.token, body });
const teamOf = async (agentId: string) => {
  const text = 'select team_id as "teamId" from agent where id = $1';
  const [row] = await gateway.database.database.sql.rows<{ teamId: string | null }>({ name: 'team_of', text }, [
    agentId,
  ]);
  return row?.teamId;
};

it('a team is made once, and agents see all of them', async () => {
  const { status, body: team } = await call('POST', '/teams', { name: 'Sales' });
  expect(status).toBe(201);
  const again = await call('POST', '/teams', { name: 'sales' });
  expect([again.status, again.body.code]).toEqual([409, 'name_taken']);
  await call('POST', '/teams', { name: 'Care' });
  const teams = await mustCall<TeamView[]>(gateway.url, 'GET', '/teams', { token: gateway.ana.token });
  expect(teams.map(({ name }) => name)).toEqual(['Care', 'Sales']);
  expect(teams).toContainEqual(team);
});

it('an agent is put into a team, into another, and into none', async () => {
  const { body: team } = await call('POST', '/teams', { name: 'North' });
  const { id } = gateway.ana;
  expect((await call('PUT', `/agents/${id}/team`, { teamId: team.id })).status).toBe(204);
  expect(await teamOf(id)).toBe(team.id);
  expect((await call('PUT', `/agents/${id}/team`, { teamId: newId() })).body.code).toBe('not_found');
  expect(await teamOf(id)).toBe(team.id);
  expect((await call('PUT', `/agents/${id}/team`, { teamId: null })).status).toBe(204);
  expect(await teamOf(id)).toBeNull();
  expect((await call('PUT', `/agents/${newId()}/team`, { teamId: team.id })).body.code).toBe('not_found');
});

it.each([
  ['POST', '/teams', {}],
  ['POST', '/teams', { name: '' }],
  ['POST', '/teams', { name: ['Sales'] }],
  ['POST', '/teams', { name: 'x'.repeat(121) }],
  ['PUT', `/agents/${newId()}/team`, {}],
  ['PUT', `/agents/${newId()}/team`, { teamId: 'Sales' }],
] as const)('refuses %s %s %j', async (method, path, body) => {
  const answer = await call(method, path, body);
  expect([answer.status, answer.body.code]).toEqual([400, 'invalid_body']);
});
