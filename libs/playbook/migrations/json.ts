export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object with each value turned over; keys stay as they are, also "__proto__". */
export const mapValues = (record: Json, turn: (value: unknown, key: string) => unknown): Json =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, turn(value, key)]));

/** The object with the value at `key` turned over, where it has that key. */
export const mapKey = (record: Json, key: string, turn: (value: unknown) => unknown): Json =>
  Object.hasOwn(record, key) ? { ...record, [key]: turn(record[key]) } : record;
