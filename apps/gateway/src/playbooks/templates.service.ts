import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import { type PlaybookDefinition, type PlaybookTemplate, Refusal } from '#libs/contracts';
import { validatePlaybook } from '#libs/playbook';

/** Where the templates lie, seen from the built gateway and from its source. */
const PLACES = ['../../../../../playbooks', '../../../../playbooks'].map((place) =>
  resolve(import.meta.dirname, place),
);

/** The playbooks that come with the program: `playbooks/*.json`, read when it starts. */
@Injectable()
export class TemplatesService {
  readonly #templates: ReadonlyMap<string, PlaybookDefinition> = readTemplates(
    PLACES.find((place) => existsSync(place)) ?? PLACES[0]!,
  );

  list(): PlaybookTemplate[] {
    return [...this.#templates].map(([id, { name, description = '', languages }]) => ({
      id,
      name,
      description,
      languages,
    }));
  }

  /** Refusal `not_found`. */
  get(id: string): PlaybookDefinition {
    const template = this.#templates.get(id);
    if (!template) throw new Refusal('not_found', { detail: 'There is no such template' });
    return template;
  }
}

/** By the file's name without its ending. Throws for a file that is no playbook: it belongs to the program. */
function readTemplates(folder: string): Map<string, PlaybookDefinition> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return new Map(
    files.sort().map((file) => {
      const checked = validatePlaybook(JSON.parse(readFileSync(resolve(folder, file), 'utf8')));
      if (!checked.ok) throw new Error(`playbooks/${file} is not valid: ${JSON.stringify(checked.problems)}`);
      return [basename(file, '.json'), checked.definition];
    }),
  );
}
