import type { BrowserContext, WebSocketRoute } from 'playwright-core';

/** A person's line to the sockets, which can be cut; pages that were open before are not on it. */
export class Line {
  readonly #open = new Set<WebSocketRoute>();
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
    await Promise.all([...this.#open].map((socket) => socket.close()));
    this.#open.clear();
  }

  mend(): void {
    this.#cut = false;
  }

  #arrived(socket: WebSocketRoute): void {
    if (this.#cut) void socket.close();
    else {
      socket.connectToServer();
      this.#open.add(socket);
    }
  }
}
