import { LIMITS } from '#libs/contracts';
import type { PathPart, Problems } from './problems.ts';

/** Deeper than any playbook (a choice's text is at 6), and shallow enough for whatever reads it recursively. */
const DEEPEST = 16;
/** Keys that reach into JavaScript's own objects. */
export const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** PostgreSQL's jsonb refuses NUL, and JSON in UTF-8 has no lone surrogates. */
const storable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/**
 * What holds for any JSON before its form is looked at: depth, size, keys, storable text. Answers false when the form
 * need not be looked at. Iterative, since JSON.parse makes values that are nested deeper than the stack.
 */
export function checkJson(json: unknown, problems: Problems): boolean {
  const rest: { value: unknown; path: PathPart[] }[] = [{ value: json, path: [] }];
  for (let node = rest.pop(); node; node = rest.pop()) {
    const { value, path } = node;
    if (typeof value === 'string' && !storable(value)) {
      problems.add(path, 'unstorable_text', 'This text has characters that cannot be stored.');
    }
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= DEEPEST) {
      problems.add(path, 'too_deep', `A playbook is nested at most ${DEEPEST} deep.`);
      return false;
    }
    const list = Array.isArray(value);
    for (const [key, child] of Object.entries(value)) {
      const childPath = [...path, list ? Number(key) : key];
      if (!list && (UNSAFE_KEYS.has(key) || !storable(key))) {
        problems.add(childPath, 'unsafe_key', 'This key is not allowed anywhere in a playbook.');
      }
      rest.push({ value: child, path: childPath });
    }
  }
  const bytes = new TextEncoder().encode(JSON.stringify(json) ?? '').length;
  if (bytes <= LIMITS.playbookBytes) return true;
  problems.add(
    [],
    'playbook_too_large',
    `A playbook has at most ${LIMITS.playbookBytes} bytes; this one has ${bytes}.`,
  );
  return false;
}
