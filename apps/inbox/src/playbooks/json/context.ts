import type { SyntaxNode } from '@lezer/common';
import type { PathPart } from './read.ts';
import { type JsonText, nameOf, pathAt, propertiesOf, type Range, valueIn } from './tree.ts';

/** What is being written at a position: a key of the object at `path`, or the value at `path`. */
export type Context =
  | ({ writes: 'key'; path: PathPart[]; property: SyntaxNode | null } & Range)
  | ({ writes: 'value'; path: PathPart[] } & Range);

const SCALARS: ReadonlySet<string> = new Set(['String', 'Number', 'True', 'False', 'Null']);
const HOLDERS: ReadonlySet<string> = new Set(['Object', 'Array', 'Property', 'JsonText']);

export function contextAt(json: JsonText, position: number): Context | null {
  const node = json.tree.resolveInner(position, -1);
  if (node.name === 'PropertyName' && node.parent?.parent) {
    const { from, to, parent: property } = node;
    return { writes: 'key', path: pathAt(json, property.parent!.from + 1), property, from, to };
  }
  if (SCALARS.has(node.name)) return { writes: 'value', path: pathAt(json, position), from: node.from, to: node.to };
  const from = wordStart(json, position);
  const holder = holderOf(node);
  if (holder === null || holder.name === 'JsonText') return null;
  if (holder.name === 'Array') return { writes: 'value', path: [...pathIn(json, holder), 0], from, to: position };
  const object = holder.name === 'Object' ? holder : holder.parent;
  if (object === null) return null;
  const path = pathIn(json, object);
  if (!followsColon(json, from)) return { writes: 'key', path, property: null, from, to: position };
  const property = propertiesOf(object).findLast((one) => one.from < position);
  const name = property ? nameOf(json, property) : null;
  return name === null ? null : { writes: 'value', path: [...path, name], from, to: position };
}

/** True when the property has a value already, which stays when its key is written anew. */
export const hasValue = (property: SyntaxNode | null): boolean => property !== null && valueIn(property) !== null;

const pathIn = (json: JsonText, holder: SyntaxNode): PathPart[] => pathAt(json, holder.from + 1);

function holderOf(node: SyntaxNode): SyntaxNode | null {
  let holder: SyntaxNode | null = node;
  while (holder && !HOLDERS.has(holder.name)) holder = holder.parent;
  return holder;
}

const wordStart = ({ text }: JsonText, position: number): number =>
  position - (text.slice(0, position).match(/"?[\w.-]*$/)?.[0].length ?? 0);

const followsColon = ({ text }: JsonText, position: number): boolean =>
  /:\s*$/.test(text.slice(Math.max(0, position - 200), position));
