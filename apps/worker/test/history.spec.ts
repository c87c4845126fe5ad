import { randomUUID } from 'node:crypto';
import { type Card, resultIdOfCard, resultWorkflowId } from '#libs/contracts';
import { eventually, type TestDatabase } from '#libs/testing';
import { readableHistory } from './history.ts';
import { type House, INBOX_URL, openHouse } from './house.ts';
import { LEAVING, type MidAir, openMidAir } from './mid-air.ts';
import { CARDS, definitionOf } from './playbook.ts';
import type { TestConnection } from './worker.ts';

describe('what the history of a session holds', () => {
  let air: MidAir;
  let house: House;
  let taskQueue: string;
  let temporal: TestConnection;
  let test: TestDatabase;

  beforeAll(async () => {
    air = await openMidAir();
    ({ house, taskQueue, temporal, test } = air);
  }, 300_000);
  afterAll(() => air?.close());

  it('interleavings 20: no text, name or address is anywhere in a history, failures included', async () => {
    const markers = ['marker-text-1', 'Marker Name', 'marker.mail@example.org', 'marker-note'];
    const sessionId = await house.start({ text: markers[0]! });
    await house.say(sessionId, 'Leave a message');
    await air.endsWith(sessionId, 'bot: Your name?');
    await house.say(sessionId, markers[1]!);
    await air.endsWith(sessionId, 'bot: Your e-mail?');
    await test.database.timeline.append({
      sessionId,
      kind: 'note',
      author: 'agent',
      authorId: house.ana,
      clientId: randomUUID(),
      body: { text: markers[3]! },
    });
    // PostgreSQL refuses the records and quotes the address in its error
    await test.database.sql.rows(
      {
        name: 'test_refuse',
        text: `alter table person add constraint refuse check (email not like 'marker%') not valid`,
      },
      [],
    );
    await house.say(sessionId, markers[2]!);
    await house.workflow(sessionId).result();
    const result = temporal.client.workflow.getHandle(resultWorkflowId(resultIdOfCard(sessionId, 'lead')));
    await eventually(async () => {
      const { raw } = await result.describe();
      expect(raw.pendingActivities?.[0]?.lastFailure?.applicationFailureInfo?.type).toBe('internal');
      for (const marker of markers) expect(JSON.stringify(raw)).not.toContain(marker);
    });
    await test.database.sql.rows({ name: 'test_accept', text: 'alter table person drop constraint refuse' }, []);
    await result.result();
    const histories = [await readableHistory(house.workflow(sessionId)), await readableHistory(result)];
    for (const marker of markers) {
      for (const history of histories) expect(history).not.toContain(marker);
      expect(JSON.stringify(air.logged())).not.toContain(marker);
    }
  });

  it('interleavings 25: a playbook of half a megabyte does not enter the history', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 110 }, (_, index): [string, Card] => [
        `extra${index}`,
        { kind: 'message', text: { en: 'x'.repeat(4_000) }, next: 'end' },
      ]),
    );
    const definition = { ...definitionOf({ ...CARDS, ...many }), name: 'Large' };
    expect(JSON.stringify(definition).length).toBeGreaterThan(400_000);
    const large = await openHouse({ database: test.database, client: temporal.client, taskQueue, definition });
    const sessionId = await large.start({ choiceId: 'leave' });
    await large.say(sessionId, 'Vera');
    await large.settled(sessionId);
    expect((await readableHistory(large.workflow(sessionId))).length).toBeLessThan(60_000);
  });

  it('reads card by card in the Temporal UI', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await air.says(sessionId, LEAVING);
    await house.settled(sessionId);
    const { typedSearchAttributes } = await house.workflow(sessionId).describe();
    const attributes = Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));
    expect(attributes).toMatchObject({ SessionPhase: 'bot', SiteId: house.siteId, PlaybookVersion: 1 });
    const details = await house.shown(sessionId);
    expect(details).toContain('**name** · bot');
    expect(details).toContain('visitorSilent at');
    expect(details).toContain(`[Conversation](${INBOX_URL}#/conversations/${sessionId})`);
    const history = await readableHistory(house.workflow(sessionId));
    expect(history).toContain('visitor silent');
    expect(history).toContain('advance');
  });
});
