import { LIMITS, type PlaybookDefinition, type ProblemItem } from '#libs/contracts';
import { KNOWN_FORMATS, upgradeDefinition } from '../migrations/index.ts';
import { isRecord } from '../migrations/json.ts';
import { checkContact } from './contact.ts';
import { fieldsOf } from './fields.ts';
import { checkForm, type Draft } from './form.ts';
import { checkExits, checkReachable, graphOf } from './graph.ts';
import { checkHours } from './hours.ts';
import { checkJson } from './json.ts';
import { checkLiveChats } from './live-chats.ts';
import { checkLoops } from './loops.ts';
import { checkOpening } from './opening.ts';
import { Problems } from './problems.ts';
import { checkExperiments, checkRules } from './rules.ts';
import { checkSettings } from './settings.ts';
import { checkTests } from './tests.ts';
import { checkTexts } from './texts.ts';

export type Validated = { ok: true; definition: PlaybookDefinition } | { ok: false; problems: ProblemItem[] };

/** How large a playbook may be: cards, and bytes of its JSON. */
export type ValidationLimits = { readonly [L in 'cards' | 'playbookBytes']?: number };

/**
 * Checks a playbook as an admin uploads it (any parsed JSON, in the format of any release). Answers the definition in
 * the format of this release with defaults filled in, or every problem found: where (JSON path), what (code) and a
 * sentence. Never throws. What it accepts, the engine can walk.
 * @param limits what is missing is `LIMITS`
 */
export function validatePlaybook(json: unknown, limits: ValidationLimits = {}): Validated {
  const { cards: mostCards, playbookBytes } = { ...LIMITS, ...limits };
  const problems = new Problems();
  const refused = (): Validated => ({ ok: false, problems: problems.list() });
  if (!checkJson(json, playbookBytes, problems)) return refused();
  if (isRecord(json) && typeof json.format === 'number' && !KNOWN_FORMATS.includes(json.format)) {
    const message = `This release reads the formats ${KNOWN_FORMATS.join(' and ')}.`;
    problems.add(['format'], 'unknown_format', message);
    return refused();
  }
  const { definition, draft } = checkForm(upgradeDefinition(json), problems);
  if (draft.cardIds.size > mostCards) {
    problems.add(['cards'], 'too_many_cards', `A playbook has at most ${mostCards} cards.`);
    return refused();
  }
  checkMeaning(draft, problems);
  return definition && !problems.found ? { ok: true, definition } : refused();
}

function checkMeaning(draft: Draft, problems: Problems): void {
  const fields = fieldsOf(draft.cards);
  checkTexts(draft, fields, problems);
  checkSettings(draft.cards, problems);
  checkRules(draft, fields, problems);
  checkExperiments(draft, problems);
  checkHours(draft.openingHours, problems);
  checkTests(draft, problems);
  checkWalks(draft, problems);
}

/** Every card that is named exists; and, once all cards have the right form, every walk through them is a good one. */
function checkWalks(draft: Draft, problems: Problems): void {
  const graph = graphOf(draft);
  checkExits(draft, graph, problems);
  if (!draft.complete) return;
  checkLoops(graph, problems);
  checkLiveChats(graph, problems);
  if (draft.start === null || !graph.has(draft.start)) return;
  checkReachable(graph, draft.start, problems);
  checkContact(graph, draft.start, problems);
  checkOpening(graph, draft.start, problems);
}
