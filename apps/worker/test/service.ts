import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TestService {
  host: string;
  url: string;
  /** The keys of the requests so far. */
  keys: string[];
  /** Answers from now on; the last one for ever. A status of null: no answer at all. */
  answer(...answers: [status: number | null, body?: unknown][]): void;
  close(): Promise<void>;
}

/** Another service, as http cards ask it. */
export async function openService(): Promise<TestService> {
  const keys: string[] = [];
  let answers: [number | null, unknown?][] = [];
  const listener: RequestListener = (request, response) => {
    keys.push(String(request.headers['idempotency-key']));
    const [status, body = {}] = (answers.length > 1 ? answers.shift() : answers[0]) ?? [200];
    if (status === null) return;
    response.writeHead(status).end(JSON.stringify(body));
  };
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}/hook`,
    keys,
    answer(...given) {
      answers = given;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
