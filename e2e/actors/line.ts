import type { BrowserContext, WebSocketRoute } from 'playwright-core';

interface Wire {
  socket: WebSocketRoute;
  /** Nothing passes any more, and neither side is told. */
  dead: boolean;
}

/** A person's line to the sockets, which can be cut; pages that were open before are not on it. */
export class Line {
  readonly #open = new Set<Wire>();
  #cut = false;

  static async lay(context: BrowserContext): Promise<Line> {
    const line = new Line();
    await context.routeWebSocket(/socket\.io/, (socket) => line.#arrived(socket));
    await context.route(/socket\.io/, (route) => (line.#cut ? route.abort() : route.continue()));
    return line;
  }

  /** Ends what is connected; nothing connects until `mend`. */
  async cut(): Promise<void> {
    this.#cut = true;
    await Promise.all([...this.#open].map(({ socket }) => socket.close()));
    this.#open.clear();
  }

  /** What is connected dies unnoticed, as when a phone changes its network; new connections come about. */
  die(): void {
    for (const wire of this.#open) wire.dead = true;
    this.#open.clear();
  }

  mend(): void {
    this.#cut = false;
  }

  #arrived(socket: WebSocketRoute): void {
    if (this.#cut) {
      void socket.close();
      return;
    }
    const wire: Wire = { socket, dead: false };
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (!wire.dead) server.send(message);
    });
    server.onMessage((message) => {
      if (!wire.dead) socket.send(message);
    });
    server.onClose((code, reason) => {
      if (!wire.dead) void socket.close({ code, reason });
    });
    this.#open.add(wire);
  }
}
