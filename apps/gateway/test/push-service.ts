import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PushMessage, PushSubscriptionBody } from '#libs/contracts';

interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A push service on the loopback: takes what is sent to its devices, and knows some of them no more. */
export async function startPushService() {
  const received: Received[] = [];
  const gone = new Set<string>();
  /** What only the devices know, by path. */
  const secrets = new Map<string, Secret>();
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
    /** What the device reads in them. */
    readBy: (endpoint: string): PushMessage[] =>
      received
        .filter(({ path }) => endpoint.endsWith(path))
        .map(({ path, body }) => JSON.parse(decrypt(body, secrets.get(path)!)) as PushMessage),
    forget: (endpoint: string) => gone.add(new URL(endpoint).pathname),
    /** A device's subscription, as its browser makes one. */
    device(): PushSubscriptionBody {
      const keys = createECDH('prime256v1');
      const p256dh = keys.generateKeys('base64url', 'uncompressed');
      const auth = randomBytes(16);
      const path = `/${randomBytes(12).toString('hex')}`;
      secrets.set(path, { keys, auth });
      return { endpoint: `http://${host}${path}`, keys: { p256dh, auth: auth.toString('base64url') } };
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Secret {
  keys: ECDH;
  auth: Buffer;
}

const derive = (from: Buffer, salt: Buffer, info: Buffer | string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', from, salt, info, length));

/** RFC 8291, as browsers do it: one record, encrypted for this device alone. */
function decrypt(body: Buffer, { keys, auth }: Secret): string {
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + body.readUInt8(20));
  const record = body.subarray(21 + sender.length);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), sender]);
  const key = derive(keys.computeSecret(sender), auth, info, 32);
  const decipher = createDecipheriv(
    'aes-128-gcm',
    derive(key, salt, 'Content-Encoding: aes128gcm\0', 16),
    derive(key, salt, 'Content-Encoding: nonce\0', 12),
  );
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  // 2 ends the words of the last record
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}
