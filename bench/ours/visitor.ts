import { io, type Socket } from 'socket.io-client';
import {
  type Ack,
  type EntryView,
  isHidden,
  NAMESPACES,
  newId,
  type Opening,
  PROTOCOL_VERSION,
  type SessionStarted,
  type Timeline,
} from '#libs/contracts';
import { eventually, mustCall, startSession } from '#libs/testing';

const ANSWER_TIMEOUT_MS = 15_000;

/** A socket in one of our namespaces; resolves when the handshake was accepted. */
export async function openSocket(url: string, namespace: string, token: string): Promise<Socket> {
  const socket = io(url + namespace, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token, protocol: PROTOCOL_VERSION },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

/** Sends a frame; answers the acknowledged value, throws for a refusal. */
export async function ask<T>(socket: Socket, event: string, frame: unknown): Promise<T> {
  const ack = (await socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck(event, frame)) as Ack<T>;
  if (!ack.ok) throw new Error(`${event} was refused: ${ack.problem.code} ${ack.problem.detail ?? ''}`);
  return ack.value;
}

const isPrompt = (entry: EntryView): boolean => !isHidden(entry) && entry.kind === 'prompt';

/** A visitor of the benchmark's site, standing at the bot's question. */
export class BenchVisitor {
  readonly sessionId: string;
  readonly #socket: Socket;
  #promptSeq: number;
  #prompted: (() => void) | undefined;

  private constructor(sessionId: string, socket: Socket, promptSeq: number) {
    this.sessionId = sessionId;
    this.#socket = socket;
    this.#promptSeq = promptSeq;
    socket.on('entry:new', (entry: EntryView) => {
      if (!isPrompt(entry)) return;
      this.#promptSeq = entry.seq;
      this.#prompted?.();
    });
  }

  /** Begins a session and waits until the bot has asked again, so that its workflow runs. */
  static async arrive(url: string, siteId: string): Promise<BenchVisitor> {
    const opening = await mustCall<Opening>(url, 'GET', `/sites/${siteId}/opening?language=en`);
    const started: SessionStarted = await startSession(url, siteId, {
      visitorKey: newId().replaceAll('-', ''),
      clientId: newId(),
      versionId: opening.versionId,
      language: 'en',
      seed: 1,
      returning: false,
      act: { promptSeq: opening.entries.find(isPrompt)!.seq, choiceId: 'again' },
    });
    const socket = await openSocket(url, NAMESPACES.visitor, started.token);
    const promptSeq = await eventually(async () => {
      const { entries } = await ask<Timeline>(socket, 'timeline:read', { after: started.lastSeq });
      const prompt = entries.find(isPrompt);
      if (!prompt) throw new Error('the bot has not answered yet');
      return prompt.seq;
    });
    return new BenchVisitor(started.sessionId, socket, promptSeq);
  }

  /** Answers the bot; resolves when its next question is here. */
  async step(): Promise<void> {
    const prompted = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the bot did not answer')), ANSWER_TIMEOUT_MS);
      this.#prompted = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    await this.#answer('again');
    await prompted;
  }

  /** Leaves the bot for people. */
  callPeople = (): Promise<unknown> => this.#answer('people');

  send = async (text: string): Promise<void> => {
    await ask(this.#socket, 'message:send', { clientId: newId(), text });
  };

  leave = (): void => void this.#socket.disconnect();

  #answer(choiceId: string): Promise<unknown> {
    return ask(this.#socket, 'answer:send', { clientId: newId(), promptSeq: this.#promptSeq, choiceId });
  }
}
