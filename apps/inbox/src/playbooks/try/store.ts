import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Script, ScriptStep, Simulation } from '#libs/contracts';
import type { Parsed } from '../draft/store.ts';
import { failureWords } from '../shared/act.ts';
import { doing, PLAIN_SETUP, restarted, type Setup, scriptOf, undone, type Walk } from './state.ts';

/** After the last change of the definition, before the walk is walked anew. */
const AGAIN_AFTER_MS = 700;

/** A walk through a draft, walked anew from its beginning whenever a step is added or the draft changes. */
export class TryStore {
  readonly walk = signal<Walk>({ setup: PLAIN_SETUP, steps: [] });
  /** Where the last walk led to; it stays while the next is under way, and when that one fails. */
  readonly simulation = signal<Simulation | null>(null);
  readonly busy = signal(false);
  /** Why the last walk could not be walked. */
  readonly failure = signal<string | null>(null);
  readonly definition: ReadonlySignal<Parsed>;
  readonly #simulate: (definition: unknown, script: Partial<Script>) => Promise<Simulation>;
  #no = 0;

  constructor(
    definition: ReadonlySignal<Parsed>,
    simulate: (definition: unknown, script: Partial<Script>) => Promise<Simulation>,
  ) {
    this.definition = definition;
    this.#simulate = simulate;
  }

  /** Follows the draft until the answered function is called. */
  follow(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isFirst = true;
    const end = effect(() => {
      void this.definition.value;
      clearTimeout(timer);
      timer = setTimeout(() => void this.#run(), isFirst ? 0 : AGAIN_AFTER_MS);
      isFirst = false;
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }

  do(step: ScriptStep): void {
    this.#go(doing(this.walk.peek(), step));
  }

  undo(): void {
    this.#go(undone(this.walk.peek()));
  }

  restart(): void {
    this.#go(restarted(this.walk.peek()));
  }

  /** Other circumstances: the walk begins again. */
  set(setup: Partial<Setup>): void {
    const walk = this.walk.peek();
    this.#go({ setup: { ...walk.setup, ...setup }, steps: [] });
  }

  #go(walk: Walk): void {
    this.walk.value = walk;
    void this.#run();
  }

  async #run(): Promise<void> {
    const definition = this.definition.peek();
    // the editor says what is wrong with the text
    if (!definition.ok) return;
    this.#no += 1;
    const no = this.#no;
    this.busy.value = true;
    try {
      const simulation = await this.#simulate(definition.definition, scriptOf(this.walk.peek()));
      if (no !== this.#no) return;
      this.simulation.value = simulation;
      this.failure.value = null;
    } catch (error) {
      if (no === this.#no) this.failure.value = failureWords(error);
    } finally {
      if (no === this.#no) this.busy.value = false;
    }
  }
}
