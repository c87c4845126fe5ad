import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP proxy on the loopback that a test may cut: what goes through dies at once, and nothing new gets through. */
export interface Proxy {
  port: number;
  cut(): void;
  mend(): void;
  /** How many connections are open. */
  open(): number;
  close(): Promise<void>;
}

/** @param to host and port; without one, whoever connects waits for ever */
export async function startProxy(to: { host: string; port: number } | null): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let whole = true;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    if (!whole) client.destroy();
    else if (to) {
      const target = connect(to);
      keep(target);
      client.pipe(target).pipe(client);
      client.on('close', () => target.destroy());
      target.on('close', () => client.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const destroyAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      whole = false;
      destroyAll();
    },
    mend() {
      whole = true;
    },
    open: () => sockets.size,
    async close() {
      destroyAll();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
