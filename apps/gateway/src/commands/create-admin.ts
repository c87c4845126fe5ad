/**
 * Creates an admin, the first one above all: a production database begins without anybody who may sign in.
 * FOYER_ADMIN_EMAIL, FOYER_ADMIN_NAME and FOYER_ADMIN_PASSWORD say who. An e-mail that exists is left as it is.
 */
import argon2 from 'argon2';
import { z } from 'zod';
import { CommandError, runCommand, settingsOf } from './command.ts';

const adminSchema = z.object({
  FOYER_ADMIN_EMAIL: z.email().max(254),
  FOYER_ADMIN_NAME: z.string().trim().min(1).max(120),
  FOYER_ADMIN_PASSWORD: z.string().min(12, 'must have 12 characters or more').max(200),
});

await runCommand(async (database) => {
  const { FOYER_ADMIN_EMAIL: email, FOYER_ADMIN_NAME: name, FOYER_ADMIN_PASSWORD: password } = settingsOf(adminSchema);
  if ((await database.agents.findByEmail(email)) !== null) throw new CommandError('FOYER_ADMIN_EMAIL: exists already');
  const passwordHash = await argon2.hash(password, { type: argon2.argon2id });
  await database.agents.create({ email, name, role: 'admin', passwordHash });
  return `${name} may sign in as an admin.`;
});
