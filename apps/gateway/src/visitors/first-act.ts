import type { EntryBody, StartSessionBody } from '#libs/contracts';
import type { RenderedOpening } from '#libs/playbook';
import { answerTo } from '../conversations/answers.ts';

export type FirstAct = { kind: 'answer'; body: EntryBody<'answer'> } | { kind: 'message'; body: EntryBody<'message'> };

/** The visitor's first act as an entry. Refusal `invalid_body` for an answer that the opening does not ask for. */
export function firstActOf(act: StartSessionBody['act'], { entries }: RenderedOpening): FirstAct {
  if (!('promptSeq' in act)) return { kind: 'message', body: { text: act.text } };
  const { promptSeq, ...given } = act;
  const entry = entries[promptSeq - 1];
  const prompt = entry?.kind === 'prompt' ? entry.body : undefined;
  return { kind: 'answer', body: answerTo(prompt, promptSeq, given, { under: 'act' }) };
}
