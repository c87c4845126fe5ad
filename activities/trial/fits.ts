import type { EntryBody, PlaybookDefinition } from '#libs/contracts';
import type { SimulatedSession } from '#libs/playbook';
import type { Act } from './recorded.ts';

type ActOf<T extends Act['type']> = Extract<Act, { type: T }>;
type Prompt = EntryBody<'prompt'> & { seq: number };

const AGENT_ID = '00000000-0000-7000-8000-0000000a9e47';
const BY = { byAgentId: AGENT_ID, byName: 'Agent' } as const;
const VISITOR = { author: 'visitor', authorId: null } as const;
const AGENT = { author: 'agent', authorId: AGENT_ID } as const;
const SYSTEM = { author: 'system', authorId: null } as const;

const comparable = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** What the session waits to be answered; null while it waits for something else. */
function promptOf({ session, entries }: SimulatedSession): Prompt | null {
  if (session.phase !== 'bot' || session.state.wait.for !== 'answer') return null;
  const prompt = entries[session.state.wait.promptSeq - 1];
  return prompt?.kind === 'prompt' ? { ...prompt.body, seq: prompt.seq } : null;
}

/** The same card, or one that keeps the same field. */
function asksTheSame(prompt: Prompt, { asked }: ActOf<'message' | 'answer'>, definition: PlaybookDefinition): boolean {
  if (asked === null) return false;
  if (asked.cardId === prompt.cardId) return true;
  const card = definition.cards[prompt.cardId];
  return card?.kind === 'capture' && card.field === asked.field;
}

const choiceByText = ({ choices = [] }: Prompt, text: string) =>
  choices.find((choice) => comparable(choice.text) === comparable(text));

/** The answer as this prompt takes it: by card and choice, else by the text that was shown. Null: it does not fit. */
function answerTo(prompt: Prompt, act: ActOf<'answer'>, definition: PlaybookDefinition): EntryBody<'answer'> | null {
  const { given } = act;
  if (!prompt.choices)
    return prompt.input && asksTheSame(prompt, act, definition) && given.choiceId === undefined
      ? { promptSeq: prompt.seq, ...given }
      : null;
  const own = act.asked?.cardId === prompt.cardId && prompt.choices.find(({ id }) => id === given.choiceId);
  const choice = own || choiceByText(prompt, given.text);
  return choice ? { promptSeq: prompt.seq, choiceId: choice.id, text: choice.text } : null;
}

function messageFits(sim: SimulatedSession, act: ActOf<'message'>, definition: PlaybookDefinition): boolean {
  const { phase, state } = sim.session;
  if (phase === 'waiting' || phase === 'live') return true;
  if (state.wait.for === 'time') return act.asked === null || sim.visited.has(act.asked.cardId);
  const prompt = promptOf(sim);
  if (prompt === null) return false;
  return asksTheSame(prompt, act, definition) || choiceByText(prompt, act.text) !== undefined;
}

/** What each act does where it fits now; false where it does not. */
const DOING: {
  [T in Act['type']]: (sim: SimulatedSession, act: ActOf<T>, definition: PlaybookDefinition) => boolean;
} = {
  message(sim, act, definition) {
    if (!messageFits(sim, act, definition)) return false;
    sim.act('message', VISITOR, { text: act.text });
    return true;
  },
  answer(sim, act, definition) {
    const prompt = promptOf(sim);
    const answer = prompt && answerTo(prompt, act, definition);
    if (!answer) return false;
    sim.act('answer', VISITOR, answer);
    return true;
  },
  httpAnswered(sim, { answer }) {
    const { session, request } = sim;
    if (session.state.wait.for !== 'http' || request?.cardId !== answer.cardId) return false;
    sim.act('httpAnswered', SYSTEM, { requestSeq: request.seq, ...answer });
    return true;
  },
  joined(sim) {
    if (sim.session.phase !== 'waiting') return false;
    sim.act('assigned', AGENT, { agentId: AGENT_ID, agentName: 'Agent', ...BY }, 'live');
    return true;
  },
  spoke(sim, { text }) {
    if (sim.session.phase !== 'live') return false;
    sim.act('message', AGENT, { text });
    return true;
  },
  returned(sim) {
    if (sim.session.phase !== 'live') return false;
    sim.act('returned', SYSTEM, { reason: 'agent_gone', fromAgentId: AGENT_ID, fromName: 'Agent' }, 'waiting');
    return true;
  },
  handedBack(sim) {
    if (sim.session.phase !== 'live') return false;
    sim.act('handedBack', AGENT, BY, 'bot');
    return true;
  },
  closed(sim) {
    if (sim.session.phase !== 'live' && sim.session.phase !== 'waiting') return false;
    sim.act('closed', AGENT, { reason: 'agent', ...BY }, 'closed');
    return true;
  },
};

/** Does the act in the simulated session, if it fits where that stands now; answers whether it did. */
export function doIfItFits(sim: SimulatedSession, act: Act, definition: PlaybookDefinition): boolean {
  return (DOING[act.type] as (sim: SimulatedSession, act: Act, definition: PlaybookDefinition) => boolean)(
    sim,
    act,
    definition,
  );
}
