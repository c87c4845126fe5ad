/** Brings the database's schema up to date. Harmless when repeated; several at once take turns. */
import { runCommand } from './command.ts';

await runCommand(async (database) => {
  await database.migrate();
  return 'The schema is up to date.';
});
