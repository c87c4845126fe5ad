import { signal } from '@preact/signals';

/** How far the agent has seen conversations at this screen: ahead of the server, which is told a moment later. */
export class SeenMarks {
  readonly #marks = signal<ReadonlyMap<string, number>>(new Map());

  of(sessionId: string): number {
    return this.#marks.value.get(sessionId) ?? 0;
  }

  mark(sessionId: string, seq: number): void {
    const before = this.#marks.peek();
    if (seq > (before.get(sessionId) ?? 0)) this.#marks.value = new Map(before).set(sessionId, seq);
  }
}
