import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';
import { ForbiddenDestination, guardedLookup, type Resolve } from './lookup.ts';

/** A resolver that answers each question with the next of these, and the last for ever. */
function resolving(...answers: string[][]) {
  let asked = 0;
  const resolve: Resolve = (_hostname, _options, callback) => {
    const addresses = answers[Math.min(asked++, answers.length - 1)] ?? [];
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { resolve, asked: () => asked };
}

const lookUp = (resolve: Resolve, all: boolean) =>
  new Promise((done, fail) =>
    guardedLookup(undefined, resolve)('service.example', { all }, (error, found) =>
      error ? fail(error) : done(found),
    ),
  );

describe('guardedLookup', () => {
  it('hands out public addresses, all of them or the first', async () => {
    const { resolve } = resolving(['93.184.216.34', '2606:4700::1111']);
    expect(await lookUp(resolve, true)).toHaveLength(2);
    expect(await lookUp(resolve, false)).toBe('93.184.216.34');
  });

  it.each([
    ['a private address', ['10.0.0.7']],
    ['one private address among public ones', ['93.184.216.34', '10.0.0.7']],
    ['an address mapped from IPv4', ['::ffff:127.0.0.1']],
    ['no address', []],
  ])('refuses %s', async (_, addresses) => {
    await expect(lookUp(resolving(addresses).resolve, true)).rejects.toBeInstanceOf(ForbiddenDestination);
    await expect(lookUp(resolving(addresses).resolve, false)).rejects.toBeInstanceOf(ForbiddenDestination);
  });

  it('hands on that a name is unknown', async () => {
    const resolve: Resolve = (_hostname, _options, callback) =>
      callback(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }), []);
    await expect(lookUp(resolve, true)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('connects to the address that was checked, though the name means another one a moment later', async () => {
    const hosts: (string | undefined)[] = [];
    const server = createServer((incoming: IncomingMessage, answer) => {
      hosts.push(incoming.headers.host);
      answer.end('checked');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const { resolve, asked } = resolving(['127.0.0.1'], ['127.0.0.2']);
    const agent = new Agent({ connect: { lookup: guardedLookup((address) => address === '127.0.0.1', resolve) } });
    try {
      const { body } = await request(`http://service.example:${port}/`, { dispatcher: agent });
      expect(await body.text()).toBe('checked');
      expect(hosts).toEqual([`service.example:${port}`]);
      expect(asked()).toBe(1);
      // a new connection asks and checks anew
      const other = new Agent({ connect: { lookup: guardedLookup((address) => address === '127.0.0.1', resolve) } });
      const refused = request(`http://service.example:${port}/`, { dispatcher: other });
      await expect(refused).rejects.toBeInstanceOf(ForbiddenDestination);
      await other.close();
      expect(hosts).toHaveLength(1);
    } finally {
      await agent.close();
      await new Promise((closed) => server.close(closed));
    }
  });
});
