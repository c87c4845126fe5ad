import { LIMITS, type PlaybookDefinition, type ProblemItem } from '#libs/contracts';
import { checkForm } from './form.ts';
import { checkGraph } from './graph.ts';
import { checkJson } from './json.ts';
import { Problems } from './problems.ts';
import { checkTexts } from './texts.ts';

export type Validated = { ok: true; definition: PlaybookDefinition } | { ok: false; problems: ProblemItem[] };

/**
 * Checks a playbook as an admin uploads it (any parsed JSON). Answers the definition with defaults filled in, or every
 * problem found: where (JSON path), what (code) and a sentence. Never throws. What it accepts, the engine can walk.
 */
export function validatePlaybook(json: unknown): Validated {
  const problems = new Problems();
  if (!checkJson(json, problems)) return { ok: false, problems: problems.list() };
  const { definition, draft } = checkForm(json, problems);
  if (draft.cardIds.size > LIMITS.cards) {
    problems.add(['cards'], 'too_many_cards', `A playbook has at most ${LIMITS.cards} cards.`);
    return { ok: false, problems: problems.list() };
  }
  checkTexts(draft, problems);
  checkGraph(draft, problems);
  return definition && !problems.found ? { ok: true, definition } : { ok: false, problems: problems.list() };
}
