import { createECDH, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PushSubscriptionBody } from '#libs/contracts';

interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A push service on the loopback: takes what is sent to its devices, and knows some of them no more. */
export async function startPushService() {
  const received: Received[] = [];
  const gone = new Set<string>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      if (!gone.has(path)) received.push({ path, headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(gone.has(path) ? 410 : 201).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    received,
    /** What came to one device. */
    to: (endpoint: string) => received.filter(({ path }) => endpoint.endsWith(path)),
    forget: (endpoint: string) => gone.add(new URL(endpoint).pathname),
    /** A device's subscription, as its browser makes one. */
    device(): PushSubscriptionBody {
      const keys = createECDH('prime256v1');
      const p256dh = keys.generateKeys('base64url', 'uncompressed');
      const auth = randomBytes(16).toString('base64url');
      return { endpoint: `http://${host}/${randomBytes(12).toString('hex')}`, keys: { p256dh, auth } };
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
