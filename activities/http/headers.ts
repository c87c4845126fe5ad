import type { HttpRequest } from '#libs/playbook';

/** Headers that belong to the connection, or that the client writes itself. */
const OWN = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'idempotency-key',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** A header's value as it may be sent: one line, in bytes of UTF-8, as servers read it. */
const lineOf = (value: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  Buffer.from(value.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()).toString('latin1');

/** The request's headers. Every try of a call has the same key, so that a service can tell a repeat from a second call. */
export function headersOf(request: Pick<HttpRequest, 'headers' | 'body'>, callId: string): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json', 'user-agent': 'Foyer' };
  if (request.body !== null) headers['content-type'] = 'application/json';
  for (const [name, value] of Object.entries(request.headers)) {
    const lower = name.toLowerCase();
    if (!OWN.has(lower)) headers[lower] = lineOf(value);
  }
  headers['idempotency-key'] = callId;
  return headers;
}
