import type { ErrorCode, Problem, ProblemItem } from '#libs/contracts';

/** The server's codes, and the one for when no answer came at all. */
export type FailureCode = ErrorCode | 'network';

/** A call that did not do what it was asked. Nothing was stored, except perhaps for code `network`. */
export class CallFailed extends Error {
  readonly code: FailureCode;
  readonly errors: readonly ProblemItem[];
  readonly winnerName: string | undefined;

  constructor(code: FailureCode, problem: Partial<Pick<Problem, 'errors' | 'winnerName'>> = {}) {
    super(code);
    this.name = 'CallFailed';
    this.code = code;
    this.errors = problem.errors ?? [];
    this.winnerName = problem.winnerName;
  }
}

const TIMEOUT_MS = 10_000;
/** Of a file, over a slow line. */
const UPLOAD_TIMEOUT_MS = 120_000;

/** A proxy in between answers without problem details. */
const codeOfStatus = (status: number): ErrorCode =>
  status === 401 ? 'unauthenticated' : status === 404 ? 'not_found' : status < 500 ? 'invalid_body' : 'unavailable';

/**
 * One call of the REST API; `path` begins after /api/v1.
 *
 * @param body sent as JSON, or as the form that it is
 * @throws CallFailed with the server's code, or `network` where no answer came in time: 10 s (120 s for a form) unless told.
 */
export async function request<T>(
  method: string,
  path: string,
  token: string | null,
  body?: unknown,
  timeoutMs?: number,
): Promise<T> {
  const answer = await call(method, path, token, body, timeoutMs);
  return parse(await textOf(answer)) as T;
}

/**
 * What lies at `path` as a file. Nothing of it is opened in place but pictures: it could be a page with scripts.
 *
 * @throws CallFailed as `request` does
 */
export async function download(path: string, token: string, timeoutMs?: number): Promise<Blob> {
  const answer = await call('GET', path, token, undefined, timeoutMs);
  try {
    return await answer.blob();
  } catch {
    throw new CallFailed('network');
  }
}

async function call(
  method: string,
  path: string,
  token: string | null,
  body?: unknown,
  timeoutMs?: number,
): Promise<Response> {
  const isForm = body instanceof FormData;
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
      },
      body: isForm ? body : body === undefined ? null : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(timeoutMs ?? (isForm ? UPLOAD_TIMEOUT_MS : TIMEOUT_MS)),
    });
  } catch {
    throw new CallFailed('network');
  }
  if (response.ok) return response;
  const problem = parse(await textOf(response)) as Partial<Problem> | null;
  throw new CallFailed(problem?.code ?? codeOfStatus(response.status), problem ?? {});
}

async function textOf(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch {
    throw new CallFailed('network');
  }
}

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
