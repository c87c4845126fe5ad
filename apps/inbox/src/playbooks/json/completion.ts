import { type Context, contextAt, hasValue } from './context.ts';
import type { Names } from './names.ts';
import type { PathPart } from './read.ts';
import { definitionOf, resolved, type Schema, schemasAt, speaksLanguages, typeOf, valuesOf } from './schema.ts';
import { type JsonText, nameOf, propertiesOf } from './tree.ts';

/** One thing that may be written here. */
export interface Proposal {
  label: string;
  /** JSON to write; `|` marks where the cursor goes. */
  insert: string;
  detail: string;
  info: string | null;
  /** Must be there. */
  required: boolean;
}

export interface Proposals {
  /** What is replaced. */
  from: number;
  to: number;
  proposals: Proposal[];
}

/** Keys whose value is a name of the same form as a card's id without being one. */
const OTHER_NAMES: ReadonlySet<PathPart> = new Set(['id', 'is', 'choose']);
const FIELD_KEYS: ReadonlySet<PathPart> = new Set(['field', 'saveAs']);

/** What may be written at a position; null where nothing is known. */
export function proposalsAt(root: Schema, json: JsonText, position: number, names: Names): Proposals | null {
  const context = contextAt(json, position);
  if (context === null) return null;
  const { from, to } = context;
  const proposals =
    context.writes === 'key' ? keys(root, json, context, names) : values(root, json, context.path, names);
  return { from, to, proposals };
}

function keys(root: Schema, json: JsonText, context: Extract<Context, { writes: 'key' }>, names: Names): Proposal[] {
  const { schemas, node } = schemasAt(root, json, context.path);
  const there = new Set(
    (node?.name === 'Object' ? propertiesOf(node) : [])
      .filter((property) => property.from !== context.property?.from)
      .map((property) => nameOf(json, property)),
  );
  const keepsValue = hasValue(context.property);
  const decider = deciderOf(schemas);
  if (decider !== null && !there.has(decider)) {
    const insert = keepsValue ? `"${decider}"` : `"${decider}": "|"`;
    return [{ label: decider, insert, detail: 'string', info: null, required: true }];
  }
  const found = new Map<string, Proposal>();
  for (const schema of schemas) {
    for (const [name, inner] of Object.entries(schema.properties ?? {})) {
      if (there.has(name) || found.has(name)) continue;
      const value = resolved(root, inner);
      found.set(name, {
        label: name,
        insert: keepsValue ? `"${name}"` : `"${name}": ${skeleton(value, names)}`,
        detail: detailOf(value),
        info: value.description ?? null,
        required: schema.required?.includes(name) ?? false,
      });
    }
    if (!speaksLanguages(schema)) continue;
    for (const code of names.languages.filter((language) => !there.has(language))) {
      const insert = keepsValue ? `"${code}"` : `"${code}": "|"`;
      found.set(code, { label: code, insert, detail: 'text', info: null, required: true });
    }
  }
  // what must be there comes first
  return [...found.values()].sort((a, b) => Number(b.required) - Number(a.required));
}

/** Where several forms are possible: the key whose value tells which; what else may be written depends on it. */
function deciderOf(schemas: readonly Schema[]): string | null {
  const [first, ...others] = schemas;
  if (first === undefined || others.length === 0) return null;
  const isDecider = (name: string): boolean =>
    others.every(({ properties }) => properties?.[name]?.const !== undefined);
  const names = Object.entries(first.properties ?? {}).filter(([, inner]) => inner.const !== undefined);
  return names.map(([name]) => name).find(isDecider) ?? null;
}

function detailOf(schema: Schema): string {
  if (speaksLanguages(schema)) return 'text';
  const some = valuesOf([schema]);
  return some.length > 0 && some.length <= 4 ? some.join(' | ') : (typeOf(schema) ?? '');
}

/** A value to begin with. */
function skeleton(schema: Schema, names: Names): string {
  if (speaksLanguages(schema)) {
    const texts = names.languages.map((code, index) => `"${code}": "${index === 0 ? '|' : ''}"`);
    return texts.length === 0 ? '{ | }' : `{ ${texts.join(', ')} }`;
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const type = typeOf(schema);
  if (type === 'object') return '{ | }';
  if (type === 'array') return '[|]';
  if (type === 'string') return '"|"';
  return schema.default === undefined ? '|' : JSON.stringify(schema.default);
}

function values(root: Schema, json: JsonText, path: PathPart[], names: Names): Proposal[] {
  const { schemas } = schemasAt(root, json, path);
  const key = path.findLast((part) => typeof part === 'string') ?? '';
  const proposed = [...valuesOf(schemas), ...namedValues(root, schemas, key, names)];
  return [...new Set(proposed)].map((value) => ({
    label: String(value),
    insert: JSON.stringify(value),
    detail: '',
    info: null,
    required: false,
  }));
}

/** Names from the text itself: cards, fields, languages, experiments. */
function namedValues(root: Schema, schemas: readonly Schema[], key: PathPart, names: Names): string[] {
  if (FIELD_KEYS.has(key)) return names.fields;
  if (key === 'experiment') return names.experiments;
  if (OTHER_NAMES.has(key)) return [];
  const { cards, languages } = definitionOf(root).properties ?? {};
  const follows = (pattern: string | undefined): boolean =>
    pattern !== undefined && schemas.some((schema) => schema.pattern === pattern);
  if (follows(cards?.propertyNames?.pattern)) return names.cards;
  return follows(languages?.items?.pattern) ? names.languages : [];
}
