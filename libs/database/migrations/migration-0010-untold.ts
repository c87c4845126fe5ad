import { Migration } from '@mikro-orm/migrations';

export class Migration0010Untold extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
-- what may concern an agent and is in no row but its own: found again where the gateway died that committed it
create index entry_news on entry (at) where kind in ('assigned', 'reassigned', 'note');
`);
  }
}
