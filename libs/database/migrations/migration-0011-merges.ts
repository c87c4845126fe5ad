import { Migration } from '@mikro-orm/migrations';

export class Migration0011Merges extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
-- Who made two persons one: it cannot be undone. The other one is only an id by now.
create table person_merge (
  other_id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  by_agent_id uuid not null references agent (id),
  at timestamptz not null default clock_timestamp()
);
create index person_merge_of on person_merge (person_id);
`);
  }
}
