import type { LocalizedText } from '#libs/contracts';
import type { Arrival, Turn } from '../turn.ts';
import type { AnswerEvent, AnswerWait, Placed } from './card.ts';
import { heard, onlyHeard } from './silence.ts';

/** How often in a row a card asks again after text that is no choice; then it waits in silence. */
export const CHOICE_ATTEMPTS = 2;

interface Choice {
  id: string;
  text: LocalizedText;
}

/** As typed text and choices are compared: case and outer blanks do not matter. */
export const comparable = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** The choices as they are shown. */
export const shown = (choices: readonly Choice[], turn: Turn): { id: string; text: string }[] =>
  choices.map(({ id, text }) => ({ id, text: turn.text(text) }));

/** Texts without fields, as they are compared: worked out once for as long as their playbook is kept. */
const known = new WeakMap<LocalizedText, readonly string[]>();

/** The text in all its languages, as it is compared. */
function comparables(text: LocalizedText, turn: Turn): readonly string[] {
  const before = known.get(text);
  if (before) return before;
  const worked = turn.everyText(text).map(comparable);
  if (!Object.values(text).some((own) => own.includes('{{'))) known.set(text, worked);
  return worked;
}

/** The choice that was clicked, or whose text was typed, in any of its languages. */
function chosenBy<C extends Choice>(event: AnswerEvent, choices: readonly C[], turn: Turn): C | undefined {
  if (event.type === 'visitorAnswer') {
    return event.skipped ? undefined : choices.find(({ id }) => id === event.choiceId);
  }
  const typed = comparable(event.text);
  return choices.find(({ text }) => comparables(text, turn).includes(typed));
}

/**
 * What an answer to a card with choices leads to. Text that is no choice is asked about again, `ask` says so and
 * answers the seq of the new prompt.
 */
export function choose<C extends Choice>(
  card: Placed<'question' | 'meeting'>,
  choices: readonly C[],
  { event, wait, turn }: { event: AnswerEvent; wait: AnswerWait; turn: Turn },
  { chosen, ask }: { chosen(choice: NoInfer<C>): Arrival; ask(): number },
): Arrival | null {
  const choice = chosenBy(event, choices, turn);
  if (choice) return chosen(choice);
  const told = event.type === 'visitorAnswer' || event.seq < wait.promptSeq || wait.attempts >= CHOICE_ATTEMPTS;
  if (told) return onlyHeard(card, wait, turn);
  return { wait: { ...heard(card, wait, turn), promptSeq: ask(), attempts: wait.attempts + 1 } };
}
