import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import argon2 from 'argon2';
import { DEMO_SITE_ID, type Role } from '#libs/contracts';
import type { Database } from '#libs/database';
import { validatePlaybook } from '#libs/playbook';
import { PROJECT } from './places.ts';

export const DEMO_PASSWORD = 'foyer-demo';
export const DEMO_AGENTS: { email: string; name: string; role: Role }[] = [
  { email: 'ana@foyer.local', name: 'Ana Silva', role: 'agent' },
  { email: 'ben@foyer.local', name: 'Ben Carter', role: 'agent' },
  { email: 'admin@foyer.local', name: 'Alex Admin', role: 'admin' },
];

/**
 * Puts a demo site, the Live Chat template, two agents and an admin into a database that has no demo site yet. Their
 * password is public: only ever for a database that the launcher made itself on this machine. The site comes last, so a
 * seed that was cut short is completed by the next. Answers whether something was put in.
 */
export async function seedDemo(database: Database): Promise<boolean> {
  if ((await database.sites.find(DEMO_SITE_ID)) !== null) return false;
  for (const agent of DEMO_AGENTS) {
    if ((await database.agents.findByEmail(agent.email)) !== null) continue;
    const passwordHash = await argon2.hash(DEMO_PASSWORD, { type: argon2.argon2id });
    await database.agents.create({ ...agent, passwordHash });
  }
  const template = JSON.parse(readFileSync(join(PROJECT, 'playbooks', 'live-chat.json'), 'utf8')) as unknown;
  const checked = validatePlaybook(template);
  if (!checked.ok) throw new Error(`playbooks/live-chat.json is not valid: ${JSON.stringify(checked.problems)}`);
  const { versionId } = await database.playbooks.publish(checked.definition, null);
  await database.sites.create({
    id: DEMO_SITE_ID,
    name: 'Demo site',
    origins: ['*'],
    activeVersionId: versionId,
    defaultLanguage: checked.definition.languages[0],
  });
  return true;
}
