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

/** A proxy in between answers without problem details. */
const codeOfStatus = (status: number): ErrorCode =>
  status === 401 ? 'unauthenticated' : status === 404 ? 'not_found' : status < 500 ? 'invalid_body' : 'unavailable';

/**
 * One call of the REST API; `path` begins after /api/v1.
 *
 * @throws CallFailed with the server's code, or `network` where no answer came within 10 s.
 */
export async function request<T>(method: string, path: string, token: string | null, body?: unknown): Promise<T> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await response.text();
  } catch {
    throw new CallFailed('network');
  }
  const value = parse(text);
  if (response.ok) return value as T;
  const problem = value as Partial<Problem> | null;
  throw new CallFailed(problem?.code ?? codeOfStatus(response.status), problem ?? {});
}

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
