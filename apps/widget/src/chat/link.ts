import { io, type Socket } from 'socket.io-client';
import type {
  Ack,
  EntryView,
  ErrorCode,
  NAMESPACES,
  PROTOCOL_VERSION,
  Problem,
  QueueView,
  Receipt,
  ServerToVisitor,
  VisitorAcks,
} from '#libs/contracts';
import type { Answer } from '../api.ts';
import { backoff } from '../backoff.ts';

// Values of the contracts that are needed here; the types fail the build where they differ.
const PROTOCOL: typeof PROTOCOL_VERSION = 1;
const NAMESPACE: (typeof NAMESPACES)['visitor'] = '/visitor';
const ACK_TIMEOUT_MS = 8_000;
/** After a time in the background a dead connection has to be found out sooner than by the library's own pings. */
const WAKE_TIMEOUT_MS = 3_000;

export interface LinkEvents {
  connected: () => void;
  disconnected: () => void;
  /** The server does not take this token. */
  refused: (code: ErrorCode) => void;
  entry: (entry: EntryView) => void;
  receipt: (receipt: Receipt) => void;
  typing: (on: boolean) => void;
  queue: (queue: QueueView | null) => void;
}

/** The live connection of one session. */
export interface Link {
  readonly connected: boolean;
  /** Resolves with `unreachable` when no acknowledgement came; the frame may have been stored all the same. */
  request: <E extends keyof VisitorAcks>(event: E, frame: object) => Promise<Answer<VisitorAcks[E]>>;
  typing: (on: boolean) => void;
  /** Connects now where a wait for the next attempt is under way, or the connection does not answer any more. */
  wake: (lastSeq: number) => void;
  close: () => void;
}

interface Untyped {
  [event: string]: (frame: object, ack?: (answer: Ack<unknown>) => void) => void;
}

export function openLink(origin: string, token: string, events: LinkEvents): Link {
  const socket: Socket<ServerToVisitor, Untyped> = io(origin + NAMESPACE, {
    auth: { token, protocol: PROTOCOL },
    // Where proxies do not let web sockets through, long polling still does.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    forceNew: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 5_000,
  });
  let refusals = 0;
  let again: ReturnType<typeof setTimeout> | undefined;

  /** socket.io does not come back by itself after the server has said no; we do, slowly. */
  const comeBack = (): void => {
    clearTimeout(again);
    again = setTimeout(() => socket.connect(), backoff(refusals++, 500, 30_000));
  };

  socket.on('connect', () => {
    events.connected();
  });
  socket.on('disconnect', (reason) => {
    events.disconnected();
    if (reason === 'io server disconnect') comeBack();
  });
  socket.on('connect_error', (error: Error & { data?: Partial<Problem> }) => {
    events.disconnected();
    if (socket.active) return;
    const code = error.data?.code;
    if (code === 'session_token_invalid' || code === 'unauthenticated' || code === 'not_found') events.refused(code);
    else comeBack();
  });
  socket.on('entry:new', (entry) => {
    refusals = 0;
    events.entry(entry);
  });
  socket.on('receipt', (receipt) => events.receipt(receipt));
  socket.on('typing', ({ on }) => events.typing(on));
  socket.on('queue', events.queue);

  return {
    get connected() {
      return socket.connected;
    },
    request: async <E extends keyof VisitorAcks>(event: E, frame: object): Promise<Answer<VisitorAcks[E]>> => {
      if (!socket.connected) return { ok: false, code: 'unreachable' };
      try {
        const ack = (await socket.timeout(ACK_TIMEOUT_MS).emitWithAck(event, frame)) as Ack<VisitorAcks[E]>;
        if (!ack.ok) return { ok: false, code: ack.problem.code };
        refusals = 0;
        return ack;
      } catch {
        return { ok: false, code: 'unreachable' };
      }
    },
    typing: (on) => {
      if (socket.connected) socket.volatile.emit('typing', { on });
    },
    wake: (after) => {
      clearTimeout(again);
      if (!socket.connected) {
        socket.connect();
        return;
      }
      socket
        .timeout(WAKE_TIMEOUT_MS)
        .emitWithAck('timeline:read', { after })
        .catch(() => {
          if (!socket.connected) return;
          socket.disconnect();
          socket.connect();
        });
    },
    close: () => {
      clearTimeout(again);
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}
