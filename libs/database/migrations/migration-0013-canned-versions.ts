import { Migration } from '@mikro-orm/migrations';

export class Migration0013CannedVersions extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
-- Counts its changes, so that of two who change a reply at once neither overwrites the other unseen.
alter table canned_reply add column version integer not null default 1;
`);
  }
}
