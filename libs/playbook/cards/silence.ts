import type { LocalizedText, Silence } from '#libs/contracts';
import type { Arrival, Turn } from '../turn.ts';
import type { EngineWait } from '../types.ts';
import type { AnswerWait, CardPath, Exit, WaitEvent } from './card.ts';

/** A card that asks. */
interface Asking {
  id: string;
  silence?: Silence | undefined;
}

/** Waits for the answer to the prompt at `seq`, from the first reminder on. */
export const waitForAnswer = (card: Asking, turn: Turn, seq: number): AnswerWait => ({
  for: 'answer',
  askedSeq: seq,
  promptSeq: seq,
  attempts: 0,
  reminder: plan(card, turn, 0),
});

/** When the reminder `no` is said or, after the last one, the visitor given up; null where neither is wanted. */
function plan({ id, silence }: Asking, turn: Turn, no: number): AnswerWait['reminder'] {
  const next = silence?.reminders[no] ?? (no === silence?.reminders.length ? silence.giveUp : undefined);
  return next ? { no, ...turn.dueIn(`reminder${no}`, id, next.afterSeconds) } : null;
}

/** The visitor gave a sign of life: the time until the next reminder begins anew. */
export const heard = (card: Asking, wait: AnswerWait, turn: Turn): AnswerWait =>
  wait.reminder ? { ...wait, reminder: plan(card, turn, wait.reminder.no) } : wait;

/** `heard`, where that is all there is to do. */
export function onlyHeard(card: Asking, wait: AnswerWait, turn: Turn): Arrival | null {
  return wait.reminder ? { wait: heard(card, wait, turn) } : null;
}

/** The visitor was silent for as long as the card says: the next reminder or, after the last, the way on. */
export function silent(card: Asking, event: WaitEvent, wait: EngineWait, turn: Turn): Arrival | null {
  if (event.type !== 'deadlinePassed' || wait.for !== 'answer' || !wait.reminder) return null;
  const { no } = wait.reminder;
  const reminder = card.silence?.reminders[no];
  if (reminder) {
    turn.say(card.id, reminder.text);
    return { wait: { ...wait, reminder: plan(card, turn, no + 1) } };
  }
  return card.silence?.giveUp ? { goTo: card.silence.giveUp.next } : null;
}

export const silenceExits = ({ silence }: Pick<Asking, 'silence'>): Exit[] =>
  silence?.giveUp ? [{ path: ['silence', 'giveUp', 'next'], to: silence.giveUp.next, waits: true }] : [];

export const silenceTexts = ({ silence }: Pick<Asking, 'silence'>): { path: CardPath; text: LocalizedText }[] =>
  (silence?.reminders ?? []).map(({ text }, no) => ({ path: ['silence', 'reminders', no, 'text'], text }));
