import type { EntryBody, ScriptStep } from '#libs/contracts';
import { savedFields } from '../http/saved-fields.ts';
import { AGENT, BY_AGENT, ScriptError, type SimulatedSession, SYSTEM, VISITOR } from './session.ts';

const FILE_ID = '00000000-0000-7000-8000-00000000f11e';
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

type StepOf<K extends string> = Extract<ScriptStep, Record<K, unknown>>;
/** What a script can do, by the key that names it. */
type Doing = {
  [K in 'visitor' | 'choose' | 'answer' | 'upload' | 'skip' | 'wait' | 'team' | 'agent' | 'agentSays' | 'http']: (
    session: SimulatedSession,
    step: StepOf<K>,
  ) => void;
};

/** The last prompt: what an answer answers. */
function openPrompt({ entries }: SimulatedSession): { seq: number; body: EntryBody<'prompt'> } {
  const prompt = entries.findLast(({ kind }) => kind === 'prompt');
  if (prompt?.kind !== 'prompt') throw new ScriptError('nothing was asked yet');
  return prompt;
}

function answer(session: SimulatedSession, given: Omit<EntryBody<'answer'>, 'promptSeq'>): void {
  if (session.session.phase !== 'bot')
    throw new ScriptError(`an answer is not taken in phase ${session.session.phase}`);
  session.act('answer', VISITOR, { promptSeq: openPrompt(session).seq, ...given });
}

function mustBe(session: SimulatedSession, phase: string, what: string): void {
  if (session.session.phase !== phase)
    throw new ScriptError(`${what} needs phase ${phase}, the session is in phase ${session.session.phase}`);
}

export const DOING: Doing = {
  visitor(session, { visitor }) {
    if (session.session.phase === 'closed') throw new ScriptError('the session is closed');
    session.act('message', VISITOR, { text: visitor });
  },
  choose(session, { choose }) {
    const choices = openPrompt(session).body.choices ?? [];
    const choice = choices.find(({ id }) => id === choose);
    if (!choice) {
      const offered = choices.map(({ id }) => `“${id}”`).join(', ');
      throw new ScriptError(
        `there is no choice “${choose}”; ${offered === '' ? 'none is offered' : `offered: ${offered}`}`,
      );
    }
    answer(session, { choiceId: choice.id, text: choice.text });
  },
  answer: (session, { answer: text, consent }) => answer(session, { text, ...(consent && { consent }) }),
  upload: (session, { upload }) => answer(session, { text: upload, fileId: FILE_ID }),
  skip: (session) => answer(session, { text: '', skipped: true }),
  wait: (session, { wait }) => session.pass(Number(wait.slice(0, -1)) * (SECONDS[wait.slice(-1)] ?? 0)),
  team: (session, { team, name }) => session.setOnline(team === 'online', name),
  agent(session, { agent }) {
    const by = { byAgentId: AGENT.id, byName: AGENT.name };
    if (agent === 'joins') {
      mustBe(session, 'waiting', 'joining');
      session.act('assigned', BY_AGENT, { agentId: AGENT.id, agentName: AGENT.name, ...by }, 'live');
    } else if (agent === 'handsBack') {
      mustBe(session, 'live', 'handing back');
      session.act('handedBack', BY_AGENT, by, 'bot');
    } else {
      if (session.session.phase !== 'waiting') mustBe(session, 'live', 'closing');
      session.act('closed', BY_AGENT, { reason: 'agent', ...by }, 'closed');
    }
  },
  agentSays(session, { agentSays }) {
    mustBe(session, 'live', 'an agent’s message');
    session.act('message', BY_AGENT, { text: agentSays });
  },
  http(session, { http: { ok, answer: json = null } }) {
    const { request } = session;
    if (!request || session.session.state.wait.for !== 'http')
      throw new ScriptError('no request is waiting for an answer');
    const fields = ok ? savedFields(json, request.request.save) : {};
    session.act('httpAnswered', SYSTEM, { requestSeq: request.seq, cardId: request.cardId, ok, fields });
  },
};

/** Does one step of a script. Throws `ScriptError` where it cannot be done. */
export function doStep(session: SimulatedSession, step: Exclude<ScriptStep, { expect: unknown }>): void {
  const name = (Object.keys(DOING) as (keyof Doing)[]).find((key) => key in step);
  if (name) (DOING[name] as (session: SimulatedSession, step: ScriptStep) => void)(session, step);
}
