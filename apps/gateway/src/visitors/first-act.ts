import { type EntryBody, Refusal, type StartSessionBody } from '#libs/contracts';
import type { RenderedOpening } from '#libs/playbook';

export type FirstAct = { kind: 'answer'; body: EntryBody<'answer'> } | { kind: 'message'; body: EntryBody<'message'> };

/** The visitor's first act as an entry. Refusal `invalid_body` for a choice that the opening does not have. */
export function firstActOf(act: StartSessionBody['act'], { entries }: RenderedOpening): FirstAct {
  if ('text' in act) return { kind: 'message', body: { text: act.text } };
  const prompt = entries[act.promptSeq - 1];
  const choice = prompt?.kind === 'prompt' ? prompt.body.choices?.find(({ id }) => id === act.choiceId) : undefined;
  if (!choice) throw unknownChoice('act.choiceId');
  return { kind: 'answer', body: { promptSeq: act.promptSeq, choiceId: choice.id, text: choice.text } };
}

export const unknownChoice = (path: string): Refusal =>
  new Refusal('invalid_body', {
    errors: [{ path, code: 'unknown_choice', message: 'The prompt does not have this choice' }],
  });
