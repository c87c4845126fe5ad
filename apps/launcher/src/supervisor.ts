import { describeExit, messageOf, type ProcessIdentity, type ServiceProcess } from '#libs/services';
import type { Terminal } from './terminal.ts';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** Who ran this long is well again: the next restart waits the first delay. */
const WELL_AFTER_MS = 60_000;

/** Starts the process again as it was, at the same address. */
export type Restart = () => Promise<ServiceProcess>;

/** Keeps processes running: one that ends by itself is started again, with a growing delay. Stops them in reverse order. */
export class Supervisor {
  readonly #terminal: Pick<Terminal, 'say' | 'warn'>;
  readonly #onChange: (processes: Record<string, ProcessIdentity>) => void;
  readonly #processes = new Map<string, ServiceProcess>();
  readonly #waiting = new Set<() => void>();
  #stopping = false;

  constructor(
    terminal: Pick<Terminal, 'say' | 'warn'>,
    onChange: (processes: Record<string, ProcessIdentity>) => void,
  ) {
    this.#terminal = terminal;
    this.#onChange = onChange;
  }

  /** Remembers a process before it is ready, so that it is stopped, and known after a kill, from its first moment. */
  remember(name: string, process: ServiceProcess): void {
    this.#processes.set(name, process);
    this.#onChange(Object.fromEntries([...this.#processes].map(([key, { identity }]) => [key, identity])));
    // Began while everything was being stopped.
    if (this.#stopping) void process.stop();
  }

  /** Begins to look after a process that is ready. */
  supervise(name: string, process: ServiceProcess, restart: Restart): void {
    this.remember(name, process);
    void this.#keepRunning(name, process, restart);
  }

  async #keepRunning(name: string, first: ServiceProcess, restart: Restart): Promise<void> {
    let current: ServiceProcess | null = first;
    let delay = FIRST_DELAY_MS;
    while (!this.#stopping) {
      if (current !== null) {
        const began = Date.now();
        const exit = await current.exited;
        if (this.#stopping) return;
        if (Date.now() - began >= WELL_AFTER_MS) delay = FIRST_DELAY_MS;
        this.#terminal.warn(`${name} ended (${describeExit(exit)}); starting it again in ${delay / 1_000} s`);
      }
      await this.#sleep(delay);
      if (this.#stopping) return;
      delay = Math.min(delay * 2, LONGEST_DELAY_MS);
      try {
        current = await restart();
        this.remember(name, current);
        this.#terminal.say(`${name} runs again (process ${current.pid})`);
      } catch (error) {
        if (this.#stopping) return;
        current = null;
        this.#terminal.warn(`${name} could not be started: ${messageOf(error)}\nTrying again in ${delay / 1_000} s`);
      }
    }
  }

  /** Ends early when everything stops. */
  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#waiting.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#waiting.add(end);
    });
  }

  /** Stops everything, the last that was started first. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const end of this.#waiting) end();
    for (const process of [...this.#processes.values()].reverse()) await process.stop();
  }
}
