/** Which agents have sockets here. Whose last socket is gone is counted as connected for a grace time. */
export class Connections {
  readonly #grace: number;
  readonly #onLeft: (agentId: string) => void;
  readonly #sockets = new Map<string, Set<string>>();
  readonly #leaving = new Map<string, NodeJS.Timeout>();
  #stopped = false;

  /** @param grace milliseconds */
  constructor(grace: number, onLeft: (agentId: string) => void) {
    this.#grace = grace;
    this.#onLeft = onLeft;
  }

  /** True when the agent was not connected here before. */
  add(agentId: string, socketId: string): boolean {
    const leaving = this.#leaving.get(agentId);
    clearTimeout(leaving);
    this.#leaving.delete(agentId);
    const sockets = this.#sockets.get(agentId);
    if (sockets) {
      sockets.add(socketId);
      return false;
    }
    this.#sockets.set(agentId, new Set([socketId]));
    return !leaving;
  }

  /** @param forGood nobody waits for it to come back */
  remove(agentId: string, socketId: string, forGood = false): void {
    const sockets = this.#sockets.get(agentId);
    if (!sockets?.delete(socketId) || sockets.size > 0) return;
    this.#sockets.delete(agentId);
    if (this.#stopped) return;
    if (forGood) {
      this.#onLeft(agentId);
      return;
    }
    const timer = setTimeout(() => {
      this.#leaving.delete(agentId);
      this.#onLeft(agentId);
    }, this.#grace);
    this.#leaving.set(agentId, timer);
  }

  /** All that count as connected. */
  agentIds(): string[] {
    return [...new Set([...this.#sockets.keys(), ...this.#leaving.keys()])];
  }

  has(agentId: string): boolean {
    return this.#sockets.has(agentId);
  }

  /** From here on nobody is told of anybody's leaving. */
  stop(): void {
    this.#stopped = true;
    for (const timer of this.#leaving.values()) clearTimeout(timer);
    this.#leaving.clear();
  }
}
