import { signal } from '@preact/signals';
import { readSetting, writeSetting } from '../app/settings.ts';

/** How many conversations are remembered, the latest seen. */
const REMEMBERED = 300;

function stored(): Map<string, number> {
  try {
    const pairs: unknown = JSON.parse(readSetting('seen') ?? '[]');
    return new Map(Array.isArray(pairs) ? (pairs as [string, number][]) : []);
  } catch {
    return new Map();
  }
}

/** How far this browser's agent has seen each conversation: the seq of the last entry in sight. */
export class SeenMarks {
  readonly #marks = signal<ReadonlyMap<string, number>>(stored());

  of(sessionId: string): number {
    return this.#marks.value.get(sessionId) ?? 0;
  }

  mark(sessionId: string, seq: number): void {
    const before = this.#marks.peek();
    if (seq <= (before.get(sessionId) ?? 0)) return;
    const marks = new Map(before);
    // Deleting first moves it to the end, where the latest seen are.
    marks.delete(sessionId);
    marks.set(sessionId, seq);
    const kept = [...marks].slice(-REMEMBERED);
    this.#marks.value = new Map(kept);
    writeSetting('seen', JSON.stringify(kept));
  }
}
