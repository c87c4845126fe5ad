import type { Problem, Simulation, Validation } from '#libs/contracts';
import { callApi, mustCall } from '#libs/testing';
import { liveChat, startGateway, type TestGateway } from '../../test/harness.ts';
import { restlessPlaybook, smallPlaybook, teamPlaybook, testedPlaybook } from '../../test/playbooks.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const post = <T>(path: string, body: unknown) =>
  callApi<T & Problem>(gateway.url, 'POST', path, { token: gateway.admin.token, body });
const versions = async () =>
  (await gateway.database.database.playbooks.list()).flatMap((playbook) => playbook.versions).length;

it('the schema is JSON Schema, for everybody', async () => {
  const { status, body } = await callApi<Record<string, unknown>>(gateway.url, 'GET', '/playbooks/schema');
  expect([status, body]).toMatchObject([200, { $defs: expect.any(Object) }]);
});

describe('validate', () => {
  const validate = (definition: unknown) => post<Validation>('/playbooks/validate', definition);

  it('tells nothing of a good one but how its tests go, and stores nothing', async () => {
    const before = await versions();
    expect((await validate(await liveChat())).body).toMatchObject({ problems: [] });
    const { body } = await validate(testedPlaybook('Tested', 'Good morning'));
    expect(body).toMatchObject({ problems: [], tests: [{ name: 'Greets', ok: false }] });
    expect(body.tests[0]?.failure).toContain('Good morning');
    expect(await versions()).toBe(before);
  });

  it('tells all problems at once, also teams that do not exist', async () => {
    const { status, body } = await validate(smallPlaybook({ start: 'nowhere', colour: 'red', languages: [] }));
    expect(status).toBe(200);
    expect(body.problems.length).toBeGreaterThanOrEqual(2);
    expect(body.tests).toEqual([]);
    expect((await validate(teamPlaybook('Team', 'Nobody'))).body.problems).toMatchObject([{ code: 'unknown_team' }]);
  });

  it.each([[[]], [{}], [{ cards: { a: [] } }], [{ format: 99 }]])('takes anything that is JSON: %j', async (json) => {
    const { status, body } = await validate(json);
    expect(status).toBe(200);
    expect(body.problems).not.toEqual([]);
  });

  it('refuses what is larger than any playbook', async () => {
    const { status, body } = await validate({ ...smallPlaybook(), description: 'x'.repeat(700_000) });
    expect([status, body.code]).toEqual([413, 'payload_too_large']);
  });
});

describe('simulate', () => {
  const simulate = (definition: unknown, script: unknown) =>
    post<Simulation>('/playbooks/simulate', { definition, script });

  it('answers the timeline, the results and where it ends', async () => {
    const steps = [{ choose: 'mail' }, { visitor: 'ana@example.com' }, { expect: { phase: 'closed' } }];
    const { body } = await simulate(smallPlaybook(), { steps });
    expect(body).toMatchObject({
      ok: true,
      failure: null,
      phase: 'closed',
      results: [{ kind: 'lead', title: 'Lead ana@example.com', cardId: 'lead' }],
      fields: { 'person.email': 'ana@example.com' },
    });
    const wrong = await simulate(smallPlaybook(), { steps: [{ choose: 'mail' }, { expect: { card: 'bye' } }] });
    expect(wrong.body).toMatchObject({ ok: false, card: 'email' });
    expect(wrong.body.failure).toContain('Step 2');
  });

  it('refuses a playbook with problems, and scripts of another form', async () => {
    expect((await simulate(smallPlaybook({ start: 'nowhere' }), { steps: [] })).body.code).toBe('invalid_playbook');
    for (const script of [undefined, null, {}, { steps: [{ dance: true }] }, { steps: [{ wait: '1 month' }] }])
      expect((await simulate(smallPlaybook(), script)).body.code).toBe('invalid_body');
    const long = { steps: Array.from({ length: 201 }, () => ({ wait: '1s' })) };
    expect((await simulate(smallPlaybook(), long)).body.code).toBe('invalid_body');
  });

  it('gives up on what does not come to an end: everybody else goes on', async () => {
    const began = performance.now();
    const { body } = await simulate(restlessPlaybook(), { steps: [{ choose: 'go' }, { wait: '30d' }] });
    const took = performance.now() - began;
    expect(body.failure).toContain('more than 20000 entries');
    expect(took).toBeLessThan(5_000);
    await mustCall(gateway.url, 'GET', '/agents', { token: gateway.admin.token });
  });
});

it('one admin checks so many times a minute, and no more', async () => {
  const second = await startGateway({ world: gateway });
  const check = () =>
    callApi<Problem>(second.url, 'POST', '/playbooks/validate', { token: gateway.admin.token, body: {} });
  for (let count = 1; count <= 120; count++) expect((await check()).status).toBe(200);
  const { status, body } = await check();
  expect([status, body.code]).toEqual([429, 'rate_limited']);
  await second.close();
});
