import type { z } from 'zod';
import type { CardOf } from '#libs/contracts';
import { type Encode, forUrl, interpolate, type Values } from '../texts/interpolate.ts';
import type { HttpRequest } from '../types.ts';

type Json = z.core.util.JSONType;

/** "." and ".." would climb to another path, encoded or not: nothing is put in their place. */
const forPath: Encode = (value) => (value === '.' || value === '..' ? '' : forUrl(value));

/** The JSON with the fields filled into its strings; names of properties stay as they are. */
function filled(json: Json, fields: Values): Json {
  if (typeof json === 'string') return interpolate(json, fields);
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map((item) => filled(item, fields));
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, filled(value, fields)]));
}

/**
 * What an http card sends, with the session's fields filled in: in the URL encoded, in the body as JSON, in headers as
 * they are (who sends them sees to it that each stays one line).
 */
export function requestOf(card: CardOf<'http'>, fields: Values): HttpRequest {
  const headers = Object.entries(card.headers).map(([name, value]) => [name, interpolate(value, fields)]);
  const body = card.method === 'GET' ? undefined : card.body;
  return {
    method: card.method,
    url: interpolate(card.url, fields, forPath),
    headers: Object.fromEntries(headers),
    body: body === undefined ? null : JSON.stringify(filled(body, fields)),
    save: card.save,
  };
}
