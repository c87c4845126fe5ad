import { Agent, type Dispatcher, request as send } from 'undici';
import { Refusal } from '#libs/contracts';
import { destinationOf, ForbiddenDestination, guardedLookup, type Resolve } from '#libs/outbound';
import { type HttpRequest, savedFields } from '#libs/playbook';
import { headersOf } from './headers.ts';

/** Milliseconds that one try may take, from the lookup to the last byte. */
const TRY_MS = 10_000;
/** Bytes that are read of an answer. */
const ANSWER_BYTES = 64 * 1024;

/** What became of a call. Without `status` nobody was asked. */
export interface HttpAnswer {
  ok: boolean;
  status?: number;
  /** Of the request's `save`, what the answer had. */
  fields: Record<string, string>;
}

export interface HttpClientOptions {
  /** Hosts that may be asked wherever they are, also without encryption: "host" or "host:port". */
  allowedHosts?: readonly string[] | undefined;
  /** Stands in for the system's resolver. */
  resolve?: Resolve;
  /** Milliseconds. */
  timeout?: number;
}

/**
 * The one way out: every request that a playbook makes goes through here. It asks public hosts by https only, connects
 * to the very address that was checked, follows no redirect, and keeps nothing of the answer but what was asked for.
 */
export class HttpClient {
  readonly #allowedHosts: ReadonlySet<string>;
  readonly #timeout: number;
  readonly #inside = new Agent({ allowH2: false });
  readonly #outside: Agent;

  constructor({ allowedHosts = [], resolve, timeout = TRY_MS }: HttpClientOptions = {}) {
    this.#allowedHosts = new Set(allowedHosts);
    this.#timeout = timeout;
    this.#outside = new Agent({ allowH2: false, connect: { lookup: guardedLookup(undefined, resolve) } });
  }

  /**
   * Sends a request once. Any status but 429 and 5xx is an answer, as is a destination that is not allowed.
   * @throws Refusal `unavailable` or `rate_limited` where another try makes sense; it says nothing of the request
   */
  async ask(callId: string, request: HttpRequest, cancelled?: AbortSignal): Promise<HttpAnswer> {
    const timeout = AbortSignal.timeout(this.#timeout);
    const signal = cancelled ? AbortSignal.any([timeout, cancelled]) : timeout;
    try {
      const { url, inside } = destinationOf(request.url, this.#allowedHosts);
      const { statusCode: status, body } = await send(url, {
        dispatcher: inside ? this.#inside : this.#outside,
        method: request.method as Dispatcher.HttpMethod,
        headers: headersOf(request, callId),
        body: request.method === 'GET' ? null : request.body,
        signal,
      });
      const text = await readUpTo(body, ANSWER_BYTES);
      if (status === 429) throw new Refusal('rate_limited');
      if (status >= 500) throw new Refusal('unavailable');
      const ok = status >= 200 && status < 300;
      return { ok, status, fields: ok ? savedFields(jsonOf(text), request.save) : {} };
    } catch (error) {
      if (error instanceof ForbiddenDestination) return { ok: false, fields: {} };
      if (error instanceof Refusal || cancelled?.aborted) throw error;
      // no connection, a connection that broke, or no answer in time; the cause's kind is logged, never its words
      throw Object.assign(new Refusal('unavailable'), { cause: error });
    }
  }

  /** Ends all connections, and with them what still waits for an answer. */
  async close(): Promise<void> {
    await Promise.all([this.#inside.destroy(), this.#outside.destroy()]);
  }
}

/** What is no JSON, or was too long to be read, holds nothing. */
function jsonOf(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** The body as text; null when it is longer than that, and then the rest is not read. */
async function readUpTo(body: Dispatcher.ResponseData['body'], bytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    // leaving the loop destroys the stream, and with it the connection
    if (length > bytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
