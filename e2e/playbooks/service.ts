import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** Another service on this machine, by https with a certificate of its own. */
export interface Service {
  /** "127.0.0.1:4433" */
  host: string;
  /** The certificate's file, for who should trust it. */
  certificate: string;
  /** What was asked so far: method, path and body. */
  asked: string[];
  stop(): Promise<void>;
}

/** Starts a service that answers everything with the same JSON. */
export async function startService(answer: unknown): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'foyer-service-'));
  const certificate = join(folder, 'certificate.pem');
  const extensions = [{ name: 'subjectAltName' as const, altNames: [{ type: 7 as const, ip: '127.0.0.1' }] }];
  const made = await generate([{ name: 'commonName', value: '127.0.0.1' }], { keyType: 'ec', extensions });
  await writeFile(certificate, made.cert);
  const asked: string[] = [];
  const server = createServer({ key: made.private, cert: made.cert }, async (request, reply) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    asked.push(`${request.method} ${request.url} ${Buffer.concat(chunks)}`);
    reply.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    certificate,
    asked,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
