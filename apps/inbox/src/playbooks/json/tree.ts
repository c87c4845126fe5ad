import { jsonLanguage } from '@codemirror/lang-json';
import type { SyntaxNode, Tree } from '@lezer/common';
import type { PathPart } from './read.ts';

/** JSON text by its syntax tree, which is there for broken text too. Positions count UTF-16 units from 0. */
export interface JsonText {
  text: string;
  tree: Tree;
}

export const parseJson = (text: string): JsonText => ({ text, tree: jsonLanguage.parser.parse(text) });

const VALUES: ReadonlySet<string> = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null']);

const childrenOf = (node: SyntaxNode, names: ReadonlySet<string>): SyntaxNode[] => {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (names.has(child.name)) children.push(child);
  return children;
};

const PROPERTY: ReadonlySet<string> = new Set(['Property']);

export const propertiesOf = (object: SyntaxNode): SyntaxNode[] => childrenOf(object, PROPERTY);
export const itemsOf = (array: SyntaxNode): SyntaxNode[] => childrenOf(array, VALUES);
export const valueIn = (property: SyntaxNode): SyntaxNode | null => childrenOf(property, VALUES)[0] ?? null;

/** A scalar as JavaScript has it; undefined for anything else, and for what is not finished. */
export function scalarOf({ text }: JsonText, node: SyntaxNode | null): unknown {
  if (node === null || node.name === 'Object' || node.name === 'Array') return undefined;
  try {
    return JSON.parse(text.slice(node.from, node.to));
  } catch {
    return undefined;
  }
}

export function nameOf(json: JsonText, property: SyntaxNode): string | null {
  const name = property.getChild('PropertyName');
  const value = scalarOf(json, name);
  return typeof value === 'string' ? value : null;
}

export const propertyOf = (json: JsonText, object: SyntaxNode, name: PathPart): SyntaxNode | null =>
  propertiesOf(object).find((property) => nameOf(json, property) === String(name)) ?? null;

export const rootOf = ({ tree }: JsonText): SyntaxNode | null => childrenOf(tree.topNode, VALUES)[0] ?? null;

export interface Range {
  from: number;
  to: number;
}

/**
 * Where a path leads: to the name of a property and, where it is short, its value; to an item of a list. A path that
 * leads nowhere ends at the last thing on its way that is there, so a missing key is shown at its object.
 */
export function rangeAt(json: JsonText, path: readonly PathPart[]): Range {
  let node = rootOf(json);
  let range: Range = { from: node?.from ?? 0, to: Math.min(json.text.length, (node?.from ?? 0) + 1) };
  for (const part of path) {
    if (node?.name === 'Object') {
      const property = propertyOf(json, node, part);
      if (property === null) return range;
      node = valueIn(property);
      range = shown(property, node);
    } else if (node?.name === 'Array') {
      const item: SyntaxNode | undefined = itemsOf(node)[Number(part)];
      if (item === undefined) return range;
      node = item;
      range = isLong(node) ? { from: node.from, to: node.from + 1 } : { from: node.from, to: node.to };
    } else return range;
  }
  return range;
}

const isLong = ({ name }: SyntaxNode): boolean => name === 'Object' || name === 'Array';

function shown(property: SyntaxNode, value: SyntaxNode | null): Range {
  const name = property.getChild('PropertyName') ?? property;
  return { from: name.from, to: value === null || isLong(value) ? name.to : value.to };
}

/** Lines count from 1. */
export const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length;

/** The path to the value or property at a position, from the outside inwards. */
export function pathAt(json: JsonText, position: number): PathPart[] {
  const path: PathPart[] = [];
  for (let node: SyntaxNode | null = json.tree.resolveInner(position, -1); node; node = node.parent) {
    const { parent } = node;
    if (node.name === 'Property') path.unshift(nameOf(json, node) ?? '');
    else if (parent?.name === 'Array' && VALUES.has(node.name)) {
      const { from } = node;
      path.unshift(itemsOf(parent).findIndex((item) => item.from === from));
    }
  }
  return path;
}

/** Where the text stops being JSON; null where it is JSON throughout. */
export function syntaxErrorAt({ text, tree }: JsonText): number | null {
  try {
    JSON.parse(text);
    return null;
  } catch {
    let first: number | null = null;
    tree.iterate({
      enter: ({ type, from }) => {
        if (type.isError && first === null) first = from;
        return first === null;
      },
    });
    return Math.min(first ?? text.length, Math.max(0, text.length - 1));
  }
}
