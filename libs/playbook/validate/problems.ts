import type { ProblemItem } from '#libs/contracts';
import type { ProblemCode } from './codes.ts';

export type PathPart = PropertyKey;

/** More than an author can use at once, and few enough for one answer. */
const MOST_PROBLEMS = 200;
const LONGEST_KEY = 64;

/** ["cards", "ask", "choices", 0] as "cards.ask.choices[0]"; unusual keys as ["…"]. */
export function jsonPath(parts: readonly PathPart[]): string {
  let path = '';
  for (const part of parts) {
    const key = String(part);
    if (typeof part === 'number') path += `[${part}]`;
    else if (/^[A-Za-z_$][\w$-]*$/.test(key) && key.length <= LONGEST_KEY) path += path === '' ? key : `.${key}`;
    else path += `[${JSON.stringify(key.slice(0, LONGEST_KEY).toWellFormed())}]`;
  }
  return path;
}

/** Collects the problems of one playbook; the list ends with a count when there are too many to tell. */
export class Problems {
  readonly #items: ProblemItem[] = [];
  #untold = 0;

  /** @param message one sentence for people */
  add(path: readonly PathPart[], code: ProblemCode, message: string): void {
    this.#add(path, code, message);
  }

  /** A problem of the form, with zod's code. */
  addOfForm(path: readonly PathPart[], code: string, message: string): void {
    this.#add(path, code, message);
  }

  #add(path: readonly PathPart[], code: string, message: string): void {
    if (this.#items.length < MOST_PROBLEMS) this.#items.push({ path: jsonPath(path), code, message });
    else this.#untold += 1;
  }

  get found(): boolean {
    return this.#items.length > 0;
  }

  list(): ProblemItem[] {
    if (this.#untold === 0) return this.#items;
    const message = `There are ${this.#untold} more problems.`;
    return [...this.#items, { path: '', code: 'more_problems', message }];
  }
}
