import type { HttpRequest } from '../types.ts';

/** Characters of a field that another service fills. */
const FIELD_LENGTH = 1_000;

/** The value at a path of keys and indexes ("customer.tier", "items.0.id"); own keys only. */
function valueAt(json: unknown, path: string): unknown {
  let value = json;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/**
 * What of an answer's JSON a card keeps, by field: texts, numbers and booleans as text of at most 1,000 characters.
 * What is missing, blank or of another kind is left out.
 */
export function savedFields(json: unknown, save: HttpRequest['save']): Record<string, string> {
  const fields: [string, string][] = [];
  for (const { path, field } of save) {
    const value = valueAt(json, path);
    if (!['string', 'number', 'boolean'].includes(typeof value)) continue;
    const text = String(value).replaceAll('\u0000', '').toWellFormed().trim().slice(0, FIELD_LENGTH).toWellFormed();
    if (text !== '') fields.push([field, text]);
  }
  return Object.fromEntries(fields);
}
