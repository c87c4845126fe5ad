import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { createAgent, createWorld, raw } from '../testing/builders.ts';
import { assigned, called, closed, gaveUp, reassigned, result, says, writeTimeline } from '../testing/timelines.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const stints = () => raw(test.database.sql, 'select * from stint order by session_id, no');

it('counts what was before as if it had been there all along', async () => {
  const { database } = test;
  const world = await createWorld(database);
  const [ana, ben] = [await createAgent(database, { name: 'Ana' }), await createAgent(database, { name: 'Ben' })];
  const at = (time: string) => `2026-03-02T${time}Z`;
  await writeTimeline(database, world, [
    result(at('09:59:00'), 'lead'),
    called(at('10:00:00')),
    gaveUp(at('10:01:00')),
    called(at('10:02:00')),
    assigned(at('10:02:30'), ana.id),
    says(at('10:02:40')),
    reassigned(at('10:04:00'), ben.id),
    result(at('10:04:30'), 'deal'),
    closed(at('10:07:30')),
  ]);
  await writeTimeline(
    database,
    world,
    [called(at('11:00:00')), assigned(at('11:00:10'), ana.id), says(at('11:00:20'))],
    {
      phase: 'live',
      assigneeId: ana.id,
    },
  );
  await writeTimeline(database, world, [says(at('12:00:00'), 'visitor'), closed(at('12:01:00'))]);
  const before = await stints();
  expect(before).toHaveLength(4);
  for (const text of [
    'drop trigger entry_stint on entry',
    'drop function stint_of_entry, fold_stint, first_answer',
    'drop table stint',
    'alter table agent drop column switched_at',
    'alter table agent_lease drop column since',
    `delete from migration where name in ('migration-0009-reports', 'migration-0012-missed')`,
  ])
    await raw(database.sql, text);
  await database.migrate();
  expect(await stints()).toEqual(before);
});
