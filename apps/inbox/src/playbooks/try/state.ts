import type { Entry, EntryBody, EntryView, Script, ScriptStep, Simulation } from '#libs/contracts';

/** Under which circumstances the visitor comes. */
export interface Setup {
  language: string;
  pageUrl: string;
  returning: boolean;
  online: boolean;
  seed: number;
  /** ISO 8601; empty: the default of scripts. */
  startAt: string;
}

export const PLAIN_SETUP: Setup = { language: '', pageUrl: '', returning: false, online: false, seed: 1, startAt: '' };

/** A walk through a playbook: everything that was done so far. The same steps always lead to the same place. */
export interface Walk {
  setup: Setup;
  steps: readonly ScriptStep[];
}

export const doing = (walk: Walk, step: ScriptStep): Walk => ({ ...walk, steps: [...walk.steps, step] });
export const undone = (walk: Walk): Walk => ({ ...walk, steps: walk.steps.slice(0, -1) });
export const restarted = (walk: Walk): Walk => ({ ...walk, steps: [] });

export function scriptOf({ setup, steps }: Walk): Partial<Script> {
  const { language, pageUrl, returning, online, seed, startAt } = setup;
  return {
    returning,
    online,
    seed,
    ...(language !== '' && { language }),
    ...(pageUrl.trim() !== '' && { pageUrl: pageUrl.trim() }),
    ...(startAt !== '' && { startAt }),
    steps: [...steps],
  };
}

export type Prompt = EntryBody<'prompt'>;

const isEntry = (entry: EntryView): entry is Entry => !('hidden' in entry);

/** What the visitor is asked now; null where nothing is open. */
export function openPrompt({ entries, phase }: Pick<Simulation, 'entries' | 'phase'>): Prompt | null {
  if (phase !== 'bot') return null;
  const shown = entries.filter(isEntry);
  const asked = shown.findLast(({ kind }) => kind === 'prompt');
  if (asked?.kind !== 'prompt') return null;
  const isAnswered = shown.some((entry) => entry.kind === 'answer' && entry.body.promptSeq === asked.seq);
  return isAnswered ? null : asked.body;
}

/** True while another service is asked: the script says what it answers. */
export function awaitsHttp({ entries, timers }: Pick<Simulation, 'entries' | 'timers'>): boolean {
  const asked = entries.findLast((entry) => isEntry(entry) && entry.kind === 'httpRequested');
  if (asked === undefined) return false;
  const isAnswered = entries.some(
    (entry) => isEntry(entry) && entry.kind === 'httpAnswered' && entry.body.requestSeq === asked.seq,
  );
  // one that was given up has no timer any more
  return !isAnswered && timers.some(({ kind, passed }) => kind === 'http' && !passed);
}

/** The next time at which something happens by itself. */
export function nextTimer({
  timers,
  endedAt,
}: Pick<Simulation, 'timers' | 'endedAt'>): Simulation['timers'][number] | null {
  // those in the past that did not go off were called off
  const open = timers.filter(({ passed, at }) => !passed && at > endedAt);
  return open.reduce<(typeof open)[number] | null>(
    (first, timer) => (first && first.at <= timer.at ? first : timer),
    null,
  );
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const;

/** Seconds as a script writes them: in the largest unit that is exact. */
export function asDuration(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  const [unit, size] = UNITS.find(([, length]) => whole % length === 0) ?? (['s', 1] as const);
  return `${whole / size}${unit}`;
}

/** The wait after which a timer has gone off. */
export const until = (timer: { at: string }, now: string): string =>
  asDuration((Date.parse(timer.at) - Date.parse(now)) / 1_000);

/** What the visitor does by sending `text`: answers what is asked, or just writes. */
export function sending(prompt: Prompt | null, text: string, consent: boolean): ScriptStep {
  if (prompt?.input === undefined) return { visitor: text };
  if (prompt.input === 'file') return { upload: text };
  return { answer: text, ...(prompt.consent && { consent }) };
}
