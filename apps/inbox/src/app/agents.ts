import { signal } from '@preact/signals';
import type { AgentView } from '#libs/contracts';
import { newest } from './newest.ts';

/** So often a list that was overtaken while it was read is read again; then what the socket tells is news enough. */
const ATTEMPTS = 3;

/** All agents: told by the socket, read where it does not tell, and the own switch ahead of both. */
export class Agents {
  readonly list = signal<readonly AgentView[]>([]);
  /** For changes that the socket does not tell. @throws CallFailed */
  readonly read: () => Promise<void>;
  readonly #switch: (on: boolean) => Promise<unknown>;
  /** How often the socket told them. */
  #told = 0;
  #turns = 0;
  #switching: Promise<unknown> = Promise.resolve();

  constructor(calls: { agents: () => Promise<AgentView[]>; setSwitch: (on: boolean) => Promise<unknown> }) {
    this.#switch = calls.setSwitch;
    this.read = newest(
      () => this.#readWhole(calls.agents),
      (agents) => {
        if (agents !== null) this.list.value = agents;
      },
    );
  }

  told(agents: readonly AgentView[]): void {
    this.#told += 1;
    this.list.value = agents;
  }

  /** Turns the switch of `me`, which is shown at once. @throws CallFailed; then it is shown as it was */
  async turn(me: AgentView, on: boolean, connected: boolean): Promise<void> {
    this.#turns += 1;
    const turn = this.#turns;
    const { switchedOn, availability } = me;
    this.#show(me.id, { switchedOn: on, availability: connected ? (on ? 'online' : 'away') : 'offline' });
    try {
      // one after the other: whoever turns it twice means the second
      this.#switching = this.#switching.catch(() => undefined).then(() => this.#switch(on));
      await this.#switching;
    } catch (error) {
      // what was heard of the others meanwhile stays, and so does what was turned later
      if (turn === this.#turns) this.#show(me.id, { switchedOn, availability });
      throw error;
    }
  }

  #show(id: string, how: Pick<AgentView, 'switchedOn' | 'availability'>): void {
    this.list.value = this.list.peek().map((agent) => (agent.id === id ? { ...agent, ...how } : agent));
  }

  /** Null: the socket told it again and again meanwhile. */
  async #readWhole(read: () => Promise<AgentView[]>): Promise<AgentView[] | null> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const told = this.#told;
      const agents = await read();
      // which of the two is newer nobody knows
      if (told === this.#told) return agents;
    }
    return null;
  }
}
