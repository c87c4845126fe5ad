import { isHidden, newId, type Opening, type Timeline } from '#libs/contracts';
import { connectVisitor, eventually, mustCall, startSession } from '#libs/testing';
import { SITE_ID } from '../world.ts';

const clientId = (): string => newId().replaceAll('-', '');

/** How many questions were asked, and whether there is no more to come. */
const standing = ({ entries }: Timeline) => {
  const kinds = entries.flatMap((entry) => (isHidden(entry) ? [] : [entry.kind]));
  return { asked: kinds.filter((kind) => kind === 'prompt').length, closed: kinds.includes('closed') };
};

/**
 * A visitor without a browser: takes the choice of the opening's question, then answers each question with the next of
 * `words`, and leaves. Answers the session's id.
 */
export async function comesAndGoes(url: string, choiceId: string, words: readonly string[]): Promise<string> {
  const opening = await mustCall<Opening>(url, 'GET', `/sites/${SITE_ID}/opening?language=en`);
  const question = opening.entries.find((entry) => !isHidden(entry) && entry.kind === 'prompt');
  const { sessionId, token } = await startSession(url, SITE_ID, {
    visitorKey: clientId() + clientId(),
    clientId: clientId(),
    versionId: opening.versionId,
    language: opening.language,
    seed: 1,
    returning: false,
    act: { promptSeq: question!.seq, choiceId },
  });
  const visitor = await connectVisitor(url, token);
  const read = async () => standing(await visitor.call('timeline:read', { after: 0 }));
  for (const [index, text] of words.entries()) {
    await eventually(async () => expect((await read()).asked).toBe(index + 2));
    await visitor.call('message:send', { clientId: clientId(), text });
  }
  await eventually(async () => {
    const { asked, closed } = await read();
    expect(closed || asked === words.length + 2).toBe(true);
  });
  visitor.close();
  return sessionId;
}
