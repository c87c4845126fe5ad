/**
 * Creates a site and activates a playbook on it. FOYER_SITE_NAME and FOYER_SITE_ORIGINS (comma-separated, e.g.
 * "https://shop.example,https://www.shop.example"; "*" for any) say which; FOYER_SITE_PLAYBOOK names another file than
 * the Live Chat template. Prints the snippet that the website embeds.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { validatePlaybook } from '#libs/playbook';
import { CommandError, runCommand, settingsOf } from './command.ts';

const origin = z
  .string()
  .trim()
  .refine((text) => text === '*' || (URL.canParse(text) && new URL(text).origin === text), {
    message: 'must be "*" or origins like "https://shop.example", without a path',
  });

const siteSchema = z.object({
  FOYER_SITE_NAME: z.string().trim().min(1).max(120),
  FOYER_SITE_ORIGINS: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(origin)),
  FOYER_SITE_PLAYBOOK: z.string().default('playbooks/live-chat.json'),
});

async function definitionIn(file: string) {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CommandError(`FOYER_SITE_PLAYBOOK: ${file} cannot be read`);
  });
  const checked = validatePlaybook(parsed(file, text));
  if (checked.ok) return checked.definition;
  throw new CommandError(checked.problems.map(({ path, message }) => `${file} ${path}: ${message}`).join('\n'));
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(`FOYER_SITE_PLAYBOOK: ${file} is not JSON`);
  }
}

await runCommand(async (database, config) => {
  const { FOYER_SITE_NAME: name, FOYER_SITE_ORIGINS: origins, FOYER_SITE_PLAYBOOK: file } = settingsOf(siteSchema);
  const definition = await definitionIn(file);
  const { versionId } = await database.playbooks.publish(definition, null);
  const site = await database.sites.create({
    name,
    origins,
    activeVersionId: versionId,
    defaultLanguage: definition.languages[0],
  });
  return `<script async src="${config.gateway.publicUrl}/widget/loader.js" data-site="${site.id}"></script>`;
});
