import { signal } from '@preact/signals';
import { io, type Socket } from 'socket.io-client';
import type { Ack, AgentAcks, AgentToServer, Problem, ServerToAgent } from '#libs/contracts';
import { AGENT_NAMESPACE, PROTOCOL_VERSION } from '../protocol.ts';

export type ConnectionState = 'connecting' | 'connected' | 'reconnecting';

type Frame<E extends keyof AgentAcks> = Parameters<AgentToServer[E]>[0];

/** How long an acknowledgement may take before the frame counts as unanswered. */
const ACK_TIMEOUT_MS = 6_000;
/** After a time in the background a dead connection has to be found out sooner. */
const WAKE_TIMEOUT_MS = 3_000;
/** Wait before connecting again where the server ended the connection, which the client library leaves to us. */
const RECONNECT_MS = 1_000;

/** The agent's socket. It connects again by itself until it is closed. */
export class Connection {
  readonly state = signal<ConnectionState>('connecting');
  readonly #socket: Socket<ServerToAgent, AgentToServer>;
  #closed = false;

  /** `onRefused` is told when the server does not take the token any more. */
  constructor(token: string, onRefused: () => void) {
    this.#socket = io(AGENT_NAMESPACE, {
      auth: { token, protocol: PROTOCOL_VERSION },
      // Web sockets need no sticky proxy; long polling is for networks that let nothing else through.
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 400,
      reconnectionDelayMax: 3_000,
      timeout: 5_000,
    });
    this.#socket.on('connect', () => {
      this.state.value = 'connected';
    });
    this.#socket.on('disconnect', () => {
      if (this.#closed) return;
      this.state.value = 'reconnecting';
      this.#connectAgain();
    });
    this.#socket.on('connect_error', (error: Error & { data?: Partial<Problem> }) => {
      if (this.state.peek() === 'connected') this.state.value = 'reconnecting';
      if (error.data?.code === 'unauthenticated') onRefused();
      else this.#connectAgain();
    });
  }

  /** @returns ends it */
  on<E extends keyof ServerToAgent>(event: E, listener: ServerToAgent[E]): () => void {
    this.#socket.on(event, listener as never);
    return () => {
      this.#socket.off(event, listener as never);
    };
  }

  /**
   * Sends a frame and waits for its acknowledgement.
   *
   * @throws Error when not connected, or no answer came in time: the frame may have been stored or not.
   */
  async ask<E extends keyof AgentAcks>(event: E, frame: Frame<E>): Promise<Ack<AgentAcks[E]>> {
    if (!this.#socket.connected) throw new Error('not connected');
    return (await this.#socket
      .timeout(ACK_TIMEOUT_MS)
      .emitWithAck(event, ...([frame] as unknown as never))) as unknown as Ack<AgentAcks[E]>;
  }

  /** After a time in the background: a connection that does not answer any more is made anew at once. */
  wake(sight: Frame<'sight'>): void {
    if (this.#closed) return;
    if (!this.#socket.connected) {
      this.#socket.connect();
      return;
    }
    this.#socket.timeout(WAKE_TIMEOUT_MS).emit('sight', sight, (unanswered: Error | null) => {
      if (!unanswered || this.#closed || !this.#socket.connected) return;
      this.#socket.disconnect();
      this.#socket.connect();
    });
  }

  close(): void {
    this.#closed = true;
    this.#socket.close();
  }

  #connectAgain(): void {
    if (this.#socket.active) return;
    setTimeout(() => {
      if (!this.#closed) this.#socket.connect();
    }, RECONNECT_MS);
  }
}
