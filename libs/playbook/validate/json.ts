import type { PathPart, Problems } from './problems.ts';

/** Deeper than any playbook (a rule's list is at 14), and shallow enough for whatever reads it recursively. */
const DEEPEST = 16;
/** Keys that reach into JavaScript's own objects. */
export const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** PostgreSQL's jsonb refuses NUL, and JSON in UTF-8 has no lone surrogates. */
const storable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

interface Node {
  value: unknown;
  /** Null for the whole. */
  parent: Node | null;
  key: PathPart;
  depth: number;
}

function pathOf(node: Node): PathPart[] {
  const path: PathPart[] = [];
  for (let at = node; at.parent; at = at.parent) path.push(at.key);
  return path.reverse();
}

/**
 * What holds for any JSON before its form is looked at: depth, size, keys, storable text. Answers false when the form
 * need not be looked at. Iterative, since JSON.parse makes values that are nested deeper than the stack.
 */
export function checkJson(json: unknown, mostBytes: number, problems: Problems): boolean {
  const rest: Node[] = [{ value: json, parent: null, key: '', depth: 0 }];
  for (let node = rest.pop(); node; node = rest.pop()) {
    const { value, depth } = node;
    if (typeof value === 'string' && !storable(value)) {
      problems.add(pathOf(node), 'unstorable_text', 'This text has characters that cannot be stored.');
    }
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= DEEPEST) {
      problems.add(pathOf(node), 'too_deep', `A playbook is nested at most ${DEEPEST} deep.`);
      return false;
    }
    const list = Array.isArray(value);
    for (const [key, child] of Object.entries(value)) {
      const inner: Node = { value: child, parent: node, key: list ? Number(key) : key, depth: depth + 1 };
      if (!list && (UNSAFE_KEYS.has(key) || !storable(key))) {
        problems.add(pathOf(inner), 'unsafe_key', 'This key is not allowed anywhere in a playbook.');
      }
      rest.push(inner);
    }
  }
  const bytes = new TextEncoder().encode(JSON.stringify(json) ?? '').length;
  if (bytes <= mostBytes) return true;
  problems.add([], 'playbook_too_large', `A playbook has at most ${mostBytes} bytes; this one has ${bytes}.`);
  return false;
}
