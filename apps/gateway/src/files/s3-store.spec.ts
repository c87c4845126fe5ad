import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { newId } from '#libs/contracts';
import { S3Store } from './s3-store.ts';

interface TestServer {
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
}
/** An S3-compatible server; the package has no types. */
const S3rver = createRequire(import.meta.url)('s3rver') as new (options: object) => TestServer;

let directory: string;
let server: TestServer;
let store: S3Store;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'foyer-s3-'));
  server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'uploads' }],
  });
  const { port } = await server.run();
  store = new S3Store('uploads', {
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    forcePathStyle: true,
    // nothing stays open after the test
    requestHandler: { httpAgent: new Agent({ keepAlive: false }) },
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
  });
});
afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

describe('files in a bucket', () => {
  it('are read as they were written, until they are removed', async () => {
    const id = newId();
    const content = Buffer.alloc(300_000, 'lamps ');
    expect(await store.write(id, Readable.from([content.subarray(0, 1_000), content.subarray(1_000)]))).toBe(300_000);
    expect(await buffer(await store.read(id))).toEqual(content);
    await store.remove(id);
    await expect(store.read(id)).rejects.toMatchObject({ code: 'not_found' });
    // harmless where there is nothing
    await store.remove(id);
  });

  it('are not there when what comes breaks off', async () => {
    const id = newId();
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('half');
        throw new Error('broken off');
      })(),
    );
    await expect(store.write(id, broken)).rejects.toThrow('broken off');
    await expect(store.read(id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('have ids for names, and no others', async () => {
    for (const id of ['../x', '', 'a/b']) await expect(store.write(id, Readable.from(['x']))).rejects.toThrow();
  });

  it('of a service that does not answer as asked fail, and are not "not found"', async () => {
    const elsewhere = new S3Store('no-such-bucket', {
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    });
    await expect(elsewhere.read(newId())).rejects.not.toMatchObject({ code: 'not_found' });
  });
});
