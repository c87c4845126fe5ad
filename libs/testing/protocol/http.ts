import type { SessionStarted, SignedIn, StartSessionBody } from '#libs/contracts';

export interface ApiAnswer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** One call of the REST API; `path` follows `/api/v1`. Any status is an answer. */
export async function callApi<T = unknown>(
  url: string,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  { token, body, headers }: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<ApiAnswer<T>> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
}

/** The body of a successful call; throws with the answer of any other. */
export async function mustCall<T>(...args: Parameters<typeof callApi>): Promise<T> {
  const { status, body } = await callApi<T>(...args);
  if (status >= 300) throw new Error(`${args[1]} ${args[2]} answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

export const signIn = (url: string, email: string, password: string): Promise<SignedIn> =>
  mustCall<SignedIn>(url, 'POST', '/auth/sign-in', { body: { email, password } });

/** A visitor's first act. */
export const startSession = (url: string, siteId: string, body: StartSessionBody): Promise<SessionStarted> =>
  mustCall<SessionStarted>(url, 'POST', `/sites/${siteId}/sessions`, { body });
