import 'reflect-metadata';
import { AGENT_FRAMES, NAMESPACES, newId, VISITOR_FRAMES } from '#libs/contracts';
import {
  type AgentClient,
  callApi,
  connectAgent,
  connectVisitor,
  eventually,
  ProtocolProblem,
  signIn,
  type VisitorClient,
} from '#libs/testing';
import { begin, makeAgent, PASSWORD, startGateway, type TestAgent, type TestGateway } from '../../test/harness.ts';
import { DOCUMENTATION_ROUTES, HTTP_RULES, SOCKET_RULES, type Who } from './rules.ts';

let gateway: TestGateway;
let sessionToken: string;
let lead: TestAgent;
beforeAll(async () => {
  gateway = await startGateway();
  sessionToken = (await begin(gateway)).token;
  lead = await makeAgent(gateway, { name: 'Lou', role: 'supervisor' });
});
afterAll(() => gateway.close());

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}

/** How the logger's middleware is registered: it sees every request and answers none. */
const MIDDLEWARE = '{/*splat}';

/** "GET /api/v1/agents", as the running router has them. */
function routesOfTheApp(): string[] {
  const { stack } = gateway.app.getHttpAdapter().getInstance().router as { stack: Layer[] };
  return stack.flatMap(({ route }) =>
    route && route.path !== MIDDLEWARE
      ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`)
      : [],
  );
}

/** "/visitor message:send", as the running gateway classes subscribe to them. */
async function eventsOfTheApp(): Promise<string[]> {
  const { VisitorGateway } = await import('../sockets/visitor.gateway.ts');
  const { AgentGateway } = await import('../sockets/agent.gateway.ts');
  return [VisitorGateway, AgentGateway].flatMap((gatewayClass) => {
    const { namespace } = Reflect.getMetadata('websockets:gateway_options', gatewayClass);
    const { prototype } = gatewayClass;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value;
      const event = typeof handler === 'function' ? Reflect.getMetadata('message', handler) : undefined;
      return event === undefined ? [] : [`${namespace} ${event}`];
    });
  });
}

const ROUTES = Object.entries(HTTP_RULES);

describe('the table of access rules', () => {
  it('classifies every route of the running app, and no other', () => {
    const routes = routesOfTheApp().filter((route) => !DOCUMENTATION_ROUTES.test(route));
    expect([...routes].sort()).toEqual(Object.keys(HTTP_RULES).sort());
  });

  it('classifies every socket event of the running app and of the protocol, and no other', async () => {
    const ofProtocol = [
      ...Object.keys(VISITOR_FRAMES).map((event) => `${NAMESPACES.visitor} ${event}`),
      ...Object.keys(AGENT_FRAMES).map((event) => `${NAMESPACES.agent} ${event}`),
    ];
    expect((await eventsOfTheApp()).sort()).toEqual(Object.keys(SOCKET_RULES).sort());
    expect(ofProtocol.sort()).toEqual(Object.keys(SOCKET_RULES).sort());
  });

  it('is enforced by guard and filter on every gateway class', async () => {
    const { AccessGuard } = await import('./access.guard.ts');
    const { ProblemAckFilter } = await import('../sockets/problem-ack.filter.ts');
    const { VisitorGateway } = await import('../sockets/visitor.gateway.ts');
    const { AgentGateway } = await import('../sockets/agent.gateway.ts');
    for (const gatewayClass of [VisitorGateway, AgentGateway]) {
      expect(Reflect.getMetadata('__guards__', gatewayClass)).toEqual([AccessGuard]);
      expect(Reflect.getMetadata('__exceptionFilters__', gatewayClass)).toEqual([ProblemAckFilter]);
    }
  });
});

/** The status with which the guard refuses each caller; null where it lets them through to the route. */
const REFUSED: Record<Who, Record<'nobody' | 'visitor' | 'agent' | 'supervisor' | 'admin', 401 | 403 | null>> = {
  public: { nobody: null, visitor: null, agent: null, supervisor: null, admin: null },
  visitor: { nobody: 401, visitor: null, agent: 403, supervisor: 403, admin: 403 },
  agent: { nobody: 401, visitor: 403, agent: null, supervisor: null, admin: null },
  supervisor: { nobody: 401, visitor: 403, agent: 403, supervisor: null, admin: null },
  admin: { nobody: 401, visitor: 403, agent: 403, supervisor: 403, admin: null },
};

describe.each(ROUTES)('%s, for %s', (route, who) => {
  const [method, path] = route.split(' ') as ['GET', string];
  // ids that exist nowhere, and no body: whoever is let in meets 200, 400 or 404, and nothing changes
  const url = path.replaceAll(/:\w+/g, newId()).replace('*path', 'nothing.txt');

  it.each(['nobody', 'visitor', 'agent', 'supervisor', 'admin'] as const)('called by %s', async (caller) => {
    const token = {
      nobody: undefined,
      visitor: sessionToken,
      agent: gateway.ana.token,
      supervisor: lead.token,
      admin: gateway.admin.token,
    }[caller];
    const headers = token ? { authorization: `Bearer ${token}` } : undefined;
    const response = await fetch(`${gateway.url}${url}`, { method, headers, redirect: 'manual' });
    // whoever logged out everywhere signs in again for the tests that follow
    if (url.endsWith('/log-out-everywhere'))
      for (const agent of [gateway.ana, lead, gateway.admin])
        agent.token = (await signIn(gateway.url, agent.email, PASSWORD)).token;
    const refused = REFUSED[who][caller];
    if (refused === null) expect([401, 403, 500]).not.toContain(response.status);
    else {
      expect(response.status).toBe(refused);
      expect(await response.json()).toMatchObject({ code: refused === 401 ? 'unauthenticated' : 'forbidden' });
    }
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('the namespaces', () => {
  const refusal = (connecting: Promise<VisitorClient | AgentClient>): Promise<string> =>
    connecting.then(
      (client) => {
        client.close();
        return 'connected';
      },
      (error: unknown) => (error as ProtocolProblem).problem?.code ?? String(error),
    );

  it('let in whom their rules name, and nobody else', async () => {
    const { url, ana, admin } = gateway;
    expect(await refusal(connectVisitor(url, sessionToken))).toBe('connected');
    expect(await refusal(connectVisitor(url, ana.token))).toBe('session_token_invalid');
    expect(await refusal(connectVisitor(url, 'nobody'))).toBe('session_token_invalid');
    expect(await refusal(connectAgent(url, ana.token))).toBe('connected');
    expect(await refusal(connectAgent(url, admin.token))).toBe('connected');
    expect(await refusal(connectAgent(url, sessionToken))).toBe('unauthenticated');
    expect(await refusal(connectAgent(url, 'nobody'))).toBe('unauthenticated');
  });

  it('refuse another version of the protocol', async () => {
    const { url } = gateway;
    const connecting = connectVisitor(url, sessionToken, { auth: { token: sessionToken, protocol: 99 } });
    expect(await refusal(connecting)).toBe('invalid_body');
  });

  it('know nothing of events that the table does not have', async () => {
    const client = await connectVisitor(gateway.url, sessionToken);
    await expect(client.callRaw('note:send', { clientId: 'abcdefgh', text: 'x' }, 300)).rejects.toThrow('timed out');
    client.close();
  });

  it('call on nobody but agents with the lists', async () => {
    const visitor = await connectVisitor(gateway.url, sessionToken);
    const agent = await connectAgent(gateway.url, gateway.ana.token);
    await eventually(() => expect(agent.received('agents:changed')).not.toHaveLength(0));
    expect(visitor.received('agents:changed')).toHaveLength(0);
    visitor.close();
    agent.close();
  });
});

it('an unknown route is not found, for whoever asks', async () => {
  const { status, body } = await callApi(gateway.url, 'GET', '/nothing', { token: gateway.admin.token });
  expect([status, (body as { code: string }).code]).toEqual([404, 'not_found']);
});
