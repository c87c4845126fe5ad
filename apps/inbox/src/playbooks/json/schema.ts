import type { SyntaxNode } from '@lezer/common';
import { at, listOf, type PathPart, stringOf } from './read.ts';
import { itemsOf, type JsonText, propertyOf, rootOf, scalarOf, valueIn } from './tree.ts';

/** A JSON Schema, as far as it is read here. */
export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  default?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

/** Deeper than any schema goes; one that refers to itself ends here. */
const DEEPEST = 12;

/** The schema that is referred to; what is said of it here goes before what it says itself. */
export function resolved(root: Schema, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const found = at(root, schema.$ref.split('/').slice(1)) as Schema | undefined;
  return { ...found, ...(schema.description !== undefined && { description: schema.description }) };
}

/** The schema of the whole, which may be a reference. */
export const definitionOf = (root: Schema): Schema => resolved(root, root);

/** False when the object says something that this schema names otherwise: it is another kind of card, say. */
function fits(json: JsonText, schema: Schema, node: SyntaxNode | null): boolean {
  if (node?.name !== 'Object') return true;
  return Object.entries(schema.properties ?? {}).every(([name, { const: wanted }]) => {
    if (wanted === undefined) return true;
    const property = propertyOf(json, node, name);
    const value = property && scalarOf(json, valueIn(property));
    return value === null || value === undefined || value === '' || value === wanted;
  });
}

/** All that a value may be: references followed, alternatives listed, those left out that do not fit what is there. */
function alternatives(root: Schema, schema: Schema, json: JsonText, node: SyntaxNode | null, depth = 0): Schema[] {
  if (depth > DEEPEST) return [];
  const plain = resolved(root, schema);
  const { anyOf = [], oneOf = [], allOf = [], ...own } = plain;
  const inner = [...anyOf, ...oneOf, ...allOf].flatMap((one) => alternatives(root, one, json, node, depth + 1));
  const all = inner.length === 0 ? [own] : inner.map((one) => together(own, one));
  return all.filter((one) => fits(json, one, node));
}

/** What both schemas say: one that has alternatives may say something that holds for all of them. */
const together = (a: Schema, b: Schema): Schema => ({
  ...a,
  ...b,
  ...((a.properties || b.properties) && { properties: { ...a.properties, ...b.properties } }),
  ...((a.required || b.required) && { required: [...(a.required ?? []), ...(b.required ?? [])] }),
});

const childSchema = (schema: Schema, part: PathPart): Schema[] => {
  if (typeof part === 'number') return schema.items ? [schema.items] : [];
  const own = schema.properties?.[part];
  if (own) return [own];
  return typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : [];
};

export interface Found {
  schemas: Schema[];
  /** What lies there now. */
  node: SyntaxNode | null;
}

/** The schemas that a value at a path may follow, given what the text holds already. */
export function schemasAt(root: Schema, json: JsonText, path: readonly PathPart[]): Found {
  let node = rootOf(json);
  let schemas = alternatives(root, root, json, node);
  for (const part of path) {
    if (node?.name === 'Object') {
      const property = propertyOf(json, node, part);
      node = property && valueIn(property);
    } else node = node?.name === 'Array' ? (itemsOf(node)[Number(part)] ?? null) : null;
    const inner = node;
    schemas = schemas
      .flatMap((schema) => childSchema(schema, part))
      .flatMap((schema) => alternatives(root, schema, json, inner));
  }
  return { schemas, node };
}

/** The values that schemas name one by one. */
export const valuesOf = (schemas: readonly Schema[]): unknown[] => [
  ...new Set(
    schemas.flatMap((schema) => {
      if (schema.const !== undefined) return [schema.const];
      if (schema.type === 'boolean') return [true, false];
      return listOf(schema.enum);
    }),
  ),
];

export const typeOf = ({ type, properties, const: only, enum: some }: Schema): string | null =>
  stringOf(type) ?? (properties ? 'object' : only !== undefined || some ? typeof (only ?? some?.[0]) : null);

/** Texts by language: an object whose keys are languages. */
export const speaksLanguages = ({ properties, propertyNames, additionalProperties }: Schema): boolean =>
  properties === undefined &&
  propertyNames?.pattern?.startsWith('^[a-z]{2}') === true &&
  typeof additionalProperties === 'object';
