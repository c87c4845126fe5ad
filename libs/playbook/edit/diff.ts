import { type Difference, playbookDefinitionSchema } from '#libs/contracts';
import { upgradeDefinition } from '../migrations/index.ts';
import { isRecord, type Json } from '../migrations/json.ts';
import { checkJson } from '../validate/json.ts';
import { jsonPath, Problems } from '../validate/problems.ts';
import { type Change, sentenceOf } from './sentences.ts';

/** Bytes of JSON that are compared at most; more is no playbook. */
const MOST_BYTES = 4 << 20;

/** By what the items of a list are told apart, where they have it: so that a moved one is no other one. */
const NAMES = ['id', 'name', 'date'] as const;

type Path = (string | number)[];

/** The name by which all items of both lists can be told apart; null where there is none. */
function nameOf(lists: readonly (readonly unknown[])[]): (typeof NAMES)[number] | null {
  const tellsApart = (name: string) =>
    lists.every((list) => {
      const values = list.map((item) => (isRecord(item) ? item[name] : undefined));
      return values.every((value) => typeof value === 'string') && new Set(values).size === values.length;
    });
  return NAMES.find(tellsApart) ?? null;
}

class Comparison {
  readonly differences: Difference[] = [];
  readonly #before: unknown;
  readonly #after: unknown;

  constructor(before: unknown, after: unknown) {
    this.#before = before;
    this.#after = after;
  }

  compare(before: unknown, after: unknown, path: Path): void {
    if (before === undefined && after === undefined) return;
    if (before === undefined) this.#tell({ change: 'added', path, before, after });
    else if (after === undefined) this.#tell({ change: 'removed', path, before, after });
    else if (isRecord(before) && isRecord(after)) this.#compareRecords(before, after, path);
    else if (Array.isArray(before) && Array.isArray(after)) this.#compareLists(before, after, path);
    else if (JSON.stringify(before) !== JSON.stringify(after)) this.#tell({ change: 'changed', path, before, after });
  }

  #compareRecords(before: Json, after: Json, path: Path): void {
    // a card of another kind is another card
    if (path.length === 2 && path[0] === 'cards' && before.kind !== after.kind) {
      this.#tell({ change: 'changed', path, before, after });
      return;
    }
    const own = (record: Json, key: string) => (Object.hasOwn(record, key) ? record[key] : undefined);
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      this.compare(own(before, key), own(after, key), [...path, key]);
    }
  }

  #compareLists(before: unknown[], after: unknown[], path: Path): void {
    const name = before.length + after.length > 0 ? nameOf([before, after]) : null;
    if (name === null) {
      const length = Math.max(before.length, after.length);
      const plain = [...before, ...after].every((item) => typeof item !== 'object' || item === null);
      // a list of words is one thing
      if (plain && JSON.stringify(before) !== JSON.stringify(after)) {
        this.#tell({ change: 'changed', path, before, after });
      }
      for (let index = 0; !plain && index < length; index += 1) {
        this.compare(before[index], after[index], [...path, index]);
      }
      return;
    }
    const idsOf = (list: unknown[]) => list.map((item) => (item as Json)[name] as string);
    const [idsBefore, idsAfter] = [idsOf(before), idsOf(after)];
    idsBefore.forEach((id, index) => {
      if (!idsAfter.includes(id)) this.compare(before[index], undefined, [...path, index]);
    });
    idsAfter.forEach((id, index) => {
      this.compare(before[idsBefore.indexOf(id)], after[index], [...path, index]);
    });
    const kept = (ids: string[], others: string[]) => ids.filter((id) => others.includes(id));
    const order = kept(idsAfter, idsBefore);
    if (order.join('\n') === kept(idsBefore, idsAfter).join('\n')) return;
    this.#tell({ change: 'changed', path, before: idsBefore, after: idsAfter, moved: true });
  }

  #tell(change: Change & { path: Path }): void {
    const { path, before, after } = change;
    this.differences.push({
      path: jsonPath(path),
      change: change.change,
      sentence: sentenceOf(change, change.change === 'removed' ? this.#before : this.#after),
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    });
  }
}

const isReadable = (json: unknown): boolean => checkJson(json, MOST_BYTES, new Problems());

/** In the format of this release, with defaults filled in where the form is right. */
function normal(json: unknown): unknown {
  const upgraded = upgradeDefinition(json);
  return playbookDefinitionSchema.safeParse(upgraded).data ?? upgraded;
}

/**
 * What somebody would say who compares two playbooks: definitions or drafts, of any release, also wrong ones. The
 * order of keys and what is a default anyway make no difference; items of lists are told apart by their ids. Never
 * throws.
 */
export function diffPlaybooks(before: unknown, after: unknown): Difference[] {
  if (!isReadable(before) || !isReadable(after)) {
    return [{ path: '', change: 'changed', sentence: 'The two cannot be compared: one is too large or too deep.' }];
  }
  const [old, young] = [normal(before), normal(after)];
  const comparison = new Comparison(old, young);
  comparison.compare(old, young, []);
  return comparison.differences;
}
