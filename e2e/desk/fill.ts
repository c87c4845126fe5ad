import { type ConversationDetail, newId, type Opening, type PlaybookPublished } from '#libs/contracts';
import { connectAgent, connectVisitor, eventually, mustCall, signIn, startSession } from '#libs/testing';
import { liveChat, SITE_ID, type World } from '../world.ts';
import { TALKS, type Talk } from './talks.ts';

const clientId = (): string => newId().replaceAll('-', '');

export interface FilledDesk {
  playbook: PlaybookPublished;
  /** The session of a talk, by its key. */
  sessionOf(key: string): string;
  /** The agents who were there leave. */
  leave(): void;
}

/** The Live Chat playbook with time enough to pick up, and without what a font may lack. */
function quietLiveChat(): object {
  const definition = JSON.parse(JSON.stringify(liveChat()).replaceAll(/\s*\p{Extended_Pictographic}/gu, ''));
  const { tests: _, ...rest } = definition;
  rest.cards.people.waitSeconds = 3_600;
  rest.cards.people.waitMessage.everySeconds = 3_600;
  rest.cards.people.agentSilent.afterSeconds = 3_600;
  return rest;
}

/** Fills the world with the conversations of a morning: some waiting, some live with Ana and Ben, some closed. */
export async function fillDesk(world: World): Promise<FilledDesk> {
  const { url } = world.stack;
  const playbook = await world.usePlaybook(quietLiveChat());
  const agent = async ({ id, email, password }: World['ana']) => {
    const { token } = await signIn(url, email, password);
    const client = await connectAgent(url, token);
    await mustCall(url, 'PUT', '/me/switch', { token, body: { on: true } });
    return { id, token, client };
  };
  const agents = { ana: await agent(world.ana), ben: await agent(world.ben) };
  const sessions = new Map<string, string>();
  for (const talk of TALKS) sessions.set(talk.key, await hold(talk));

  async function hold({ by, language, pageUrl, turns, details, result, closed }: Talk): Promise<string> {
    const opening = await mustCall<Opening>(url, 'GET', `/sites/${SITE_ID}/opening?language=${language}`);
    const { sessionId, token: visitorToken } = await startSession(url, SITE_ID, {
      visitorKey: clientId() + clientId(),
      clientId: clientId(),
      versionId: opening.versionId,
      language: opening.language,
      seed: 1,
      returning: false,
      pageUrl,
      act: { promptSeq: 2, choiceId: 'chat' },
    });
    const visitor = await connectVisitor(url, visitorToken);
    const path = `/conversations/${sessionId}`;
    await eventually(async () => {
      const { phase } = await visitor.call('timeline:read', { after: 0 });
      if (phase !== 'waiting') throw new Error(`still ${phase}`);
    });
    if (by !== undefined) {
      const body = { clientId: clientId(), agentId: agents[by].id };
      await mustCall(url, 'POST', `${path}/assign`, { token: agents[by].token, body });
    }
    for (const [who, text] of turns) {
      if (who === 'visitor') await visitor.call('message:send', { clientId: clientId(), text });
      else {
        const event = who === 'note' ? 'note:send' : 'message:send';
        await agents[by!].client.call(event, { sessionId, clientId: clientId(), text });
      }
    }
    visitor.close();
    const token = world.adminToken;
    if (details) {
      const { detailsVersion: version, details: known } = await mustCall<ConversationDetail>(url, 'GET', path, {
        token,
      });
      await mustCall(url, 'PUT', `${path}/details`, { token, body: { version, details: { ...known, ...details } } });
    }
    if (result) await mustCall(url, 'POST', `${path}/results`, { token, body: { clientId: clientId(), ...result } });
    if (closed) await mustCall(url, 'POST', `${path}/close`, { token, body: { clientId: clientId() } });
    return sessionId;
  }

  return {
    playbook,
    sessionOf: (key) => {
      const sessionId = sessions.get(key);
      if (sessionId === undefined) throw new Error(`There is no talk "${key}"`);
      return sessionId;
    },
    leave: () => {
      for (const { client } of Object.values(agents)) client.close();
    },
  };
}
