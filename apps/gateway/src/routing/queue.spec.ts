import { connectVisitor, eventually, type VisitorClient } from '#libs/testing';
import { begin, command, look, online, startGateway, type TestGateway } from '../../test/harness.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const sql = (text: string, values: unknown[] = []) => gateway.database.database.sql.rows({ name: '', text }, values);
const placeOf = (visitor: VisitorClient) => visitor.received('queue').at(-1);

async function waiting(): Promise<{ sessionId: string; visitor: VisitorClient }> {
  const { sessionId, token } = await begin(gateway);
  await look(gateway, sessionId);
  const visitor = await connectVisitor(gateway.url, token);
  await visitor.call('timeline:read', { after: 0 });
  return { sessionId, visitor };
}

it('a visitor who waits is told their place, that it changes, and that the wait is over; no wait that nobody knows', async () => {
  const ana = await online(gateway, gateway.ana);
  const [first, second] = [await waiting(), await waiting()];
  await eventually(() => expect(placeOf(first.visitor)).toEqual({ place: 1, waitMinutes: null }));
  await eventually(() => expect(placeOf(second.visitor)).toEqual({ place: 2, waitMinutes: null }));

  // three were picked up lately: within 30 s, 3 and 9 minutes
  await sql(
    `insert into pick_up (session_id, at, waited_seconds)
    select $1, now() - make_interval(mins => no), seconds from (values (1, 30), (2, 180), (3, 540)) as p (no, seconds)`,
    [first.sessionId],
  );
  await eventually(() => expect(placeOf(second.visitor)).toEqual({ place: 2, waitMinutes: 9 }));

  await command(gateway, gateway.ana, first.sessionId, 'assign', { agentId: gateway.ana.id });
  await eventually(() => expect(placeOf(first.visitor)).toBeNull());
  await eventually(() => expect(placeOf(second.visitor)).toMatchObject({ place: 1 }));

  // longer than usual: nothing is promised
  await sql(`update session set waiting_since = waiting_since - interval '1 hour' where id = $1`, [second.sessionId]);
  await eventually(() => expect(placeOf(second.visitor)).toEqual({ place: 1, waitMinutes: null }));

  // told once, not again and again
  const told = second.visitor.received('queue').length;
  const third = await waiting();
  await eventually(() => expect(placeOf(third.visitor)).toEqual({ place: 2, waitMinutes: expect.any(Number) }));
  expect(second.visitor.received('queue')).toHaveLength(told);
  for (const { visitor } of [first, second, third]) visitor.close();
  ana.close();
});

it('pick-ups of yesterday, and two of today, say nothing', async () => {
  const ana = await online(gateway, gateway.ana);
  await sql(`update pick_up set at = at - interval '1 day'`);
  const { visitor, sessionId } = await waiting();
  await sql(
    `insert into pick_up (session_id, at, waited_seconds) values ($1, now(), 600), ($1, now() - interval '1 minute', 600)`,
    [sessionId],
  );
  const another = await waiting();
  await eventually(() => expect(placeOf(another.visitor)).toMatchObject({ place: expect.any(Number) }));
  for (const told of [visitor, another.visitor].flatMap((client) => client.received('queue')))
    expect(told).toMatchObject({ waitMinutes: null });
  another.visitor.close();
  visitor.close();
  ana.close();
});
