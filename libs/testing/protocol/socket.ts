import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client';
import {
  type Ack,
  type AgentAcks,
  type AgentToServer,
  type Appended,
  type EntryView,
  NAMESPACES,
  PROTOCOL_VERSION,
  type Problem,
  type ServerToAgent,
  type ServerToVisitor,
  type VisitorAcks,
  type VisitorToServer,
} from '#libs/contracts';

/** The gateway refused a frame, or the connection itself. */
export class ProtocolProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail ?? problem.title}`);
    this.problem = problem;
  }
}

interface Frames {
  // biome-ignore lint/suspicious/noExplicitAny: the frame's type differs by event
  [event: string]: (frame: any, ack: any) => void;
}

/** One connection that speaks the protocol. Everything the server sent is kept in order of arrival. */
export interface ProtocolClient<ToServer extends Frames, Acks extends { [E in keyof ToServer]: unknown }> {
  socket: ReturnType<typeof io>;
  /** What came, by event. */
  received(event: string): unknown[];
  /** Sends a frame; answers the acknowledged value. Throws a ProtocolProblem for a refusal, an Error after the time. */
  call<E extends keyof ToServer & string>(
    event: E,
    frame: Parameters<ToServer[E]>[0],
    timeoutMs?: number,
  ): Promise<Acks[E]>;
  /** The same for frames that the types forbid. Answers the acknowledgement as it came. */
  callRaw(event: string, frame: unknown, timeoutMs?: number): Promise<Ack<unknown>>;
  close(): void;
}

export type ConnectOptions = Partial<ManagerOptions & SocketOptions>;

const ACK_TIMEOUT_MS = 5_000;

async function connect<ToServer extends Frames, Acks extends { [E in keyof ToServer]: unknown }>(
  url: string,
  namespace: string,
  token: string,
  options: ConnectOptions,
  onValue: (frame: unknown, value: unknown) => void,
): Promise<ProtocolClient<ToServer, Acks>> {
  const socket = io(`${url}${namespace}`, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token, protocol: PROTOCOL_VERSION },
    reconnectionDelay: 50,
    reconnectionDelayMax: 500,
    ...options,
  });
  const events = new Map<string, unknown[]>();
  socket.onAny((event: string, payload: unknown) => events.set(event, [...(events.get(event) ?? []), payload]));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', (error: Error & { data?: Problem }) => {
      socket.close();
      reject(error.data?.code === undefined ? error : new ProtocolProblem(error.data));
    });
  });
  const callRaw = (event: string, frame: unknown, timeoutMs = ACK_TIMEOUT_MS) =>
    socket.timeout(timeoutMs).emitWithAck(event, frame) as Promise<Ack<unknown>>;
  return {
    socket,
    received: (event) => events.get(event) ?? [],
    callRaw,
    async call(event, frame, timeoutMs) {
      const ack = (await callRaw(event, frame, timeoutMs)) as Ack<Acks[typeof event]>;
      if (ack.ok) {
        onValue(frame, ack.value);
        return ack.value;
      }
      throw new ProtocolProblem(ack.problem);
    },
    close: () => void socket.close(),
  };
}

export type VisitorClient = ProtocolClient<VisitorToServer, VisitorAcks> & {
  /** Entries that came live or with an acknowledgement, in order of arrival. */
  entries(): EntryView[];
};
export type AgentClient = ProtocolClient<AgentToServer, AgentAcks> & {
  /** Entries of one conversation that came live or with an acknowledgement, in order of arrival. */
  entries(sessionId: string): EntryView[];
};

const isAppended = (value: unknown): value is Appended =>
  typeof value === 'object' && value !== null && 'entry' in value;

type FirstParameter<F> = F extends (first: infer P) => void ? P : never;

/** Connects as the visitor of one session. Throws a ProtocolProblem when the handshake is refused. */
export async function connectVisitor(url: string, token: string, options: ConnectOptions = {}): Promise<VisitorClient> {
  const arrived: EntryView[] = [];
  const client = await connect<VisitorToServer, VisitorAcks>(url, NAMESPACES.visitor, token, options, (_, value) => {
    if (isAppended(value)) arrived.push(value.entry);
  });
  client.socket.on('entry:new', (entry: FirstParameter<ServerToVisitor['entry:new']>) => arrived.push(entry));
  return { ...client, entries: () => arrived };
}

/** Connects as an agent. Throws a ProtocolProblem when the handshake is refused. */
export async function connectAgent(url: string, token: string, options: ConnectOptions = {}): Promise<AgentClient> {
  const arrived: FirstParameter<ServerToAgent['entry:new']>[] = [];
  const client = await connect<AgentToServer, AgentAcks>(url, NAMESPACES.agent, token, options, (frame, value) => {
    if (isAppended(value)) arrived.push({ sessionId: (frame as { sessionId: string }).sessionId, entry: value.entry });
  });
  client.socket.on('entry:new', (told: (typeof arrived)[number]) => arrived.push(told));
  const entries = (sessionId: string) => arrived.flatMap((told) => (told.sessionId === sessionId ? [told.entry] : []));
  return { ...client, entries };
}
