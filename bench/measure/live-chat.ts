import { cpuSeconds } from './cpu.ts';

/** A visitor and an agent in one conversation, on whatever carries it. */
export interface Talk {
  /** Sends as the visitor; resolves when the message is acknowledged. */
  send(text: string): Promise<void>;
}

/** Many conversations at once: the floor and ours look the same from here, and are measured by the same code. */
export interface LiveChat {
  talks: readonly Talk[];
  /** Called with each message's text when an agent's socket has it. */
  onDelivered(listener: (text: string) => void): void;
  /** Processes that do the work, for their CPU time. */
  pids: readonly number[];
}

export interface TalkSamples {
  /** Milliseconds from sending to the acknowledgement. */
  ack: number[];
  /** Milliseconds from sending until the agent's socket has the message. */
  delivery: number[];
}

export interface FloodSamples {
  messages: number;
  ackPerSecond: number;
  deliveryPerSecond: number;
  cpuSeconds: number;
}

const DELIVERY_TIMEOUT_MS = 15_000;

/** Remembers who waits for which text. One for each `LiveChat`. */
export class Deliveries {
  readonly #waiting = new Map<string, () => void>();

  constructor(chat: LiveChat) {
    chat.onDelivered((text) => {
      this.#waiting.get(text)?.();
      this.#waiting.delete(text);
    });
  }

  /** Resolves when an agent's socket has the text; rejects after 15 s. */
  of(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('a message was never delivered')), DELIVERY_TIMEOUT_MS);
      this.#waiting.set(text, () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

let messages = 0;
/** Words as people type them, about 60 characters, none twice. */
const words = () => `Hello, could you tell me what delivery to Lisbon costs? (${++messages})`;

/** Sends one message after the other, going round the talks: nobody waits for anybody. */
export async function talkSlowly(chat: LiveChat, deliveries: Deliveries, count: number): Promise<TalkSamples> {
  const samples: TalkSamples = { ack: [], delivery: [] };
  for (let sent = 0; sent < count; sent++) {
    const text = words();
    const began = performance.now();
    const delivered = deliveries.of(text).then(() => samples.delivery.push(performance.now() - began));
    await chat.talks[sent % chat.talks.length]!.send(text);
    samples.ack.push(performance.now() - began);
    await delivered;
  }
  return samples;
}

/** Every talk sends `each` messages, the next after the acknowledgement of the one before; all talks at once. */
export async function talkAllAtOnce(chat: LiveChat, deliveries: Deliveries, each: number): Promise<FloodSamples> {
  const cpuBefore = await cpuSeconds(chat.pids);
  const began = performance.now();
  const secondsSince = () => (performance.now() - began) / 1_000;
  const delivered: Promise<void>[] = [];
  await Promise.all(
    chat.talks.map(async (talk) => {
      for (let sent = 0; sent < each; sent++) {
        const text = words();
        delivered.push(deliveries.of(text));
        await talk.send(text);
      }
    }),
  );
  const ackSeconds = secondsSince();
  await Promise.all(delivered);
  const deliverySeconds = secondsSince();
  const count = chat.talks.length * each;
  return {
    messages: count,
    ackPerSecond: count / ackSeconds,
    deliveryPerSecond: count / deliverySeconds,
    cpuSeconds: (await cpuSeconds(chat.pids)) - cpuBefore,
  };
}
