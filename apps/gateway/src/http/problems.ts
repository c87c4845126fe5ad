import { HttpException, type StandardSchemaValidationPipeOptions } from '@nestjs/common';
import { type ErrorCode, newId, type Problem, type ProblemItem, problem, Refusal } from '#libs/contracts';
import { isUnavailable } from '#libs/database';

/** What a schema found wrong (Standard Schema's issues). */
type Issues = Parameters<NonNullable<StandardSchemaValidationPipeOptions['exceptionFactory']>>[0];
type Path = Issues[number]['path'];

/** Codes of refusals that come from Nest, Express and its body parser, by their status. */
const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_body',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'not_found',
  413: 'payload_too_large',
  415: 'invalid_body',
  429: 'rate_limited',
  503: 'unavailable',
};

/**
 * The problem that the caller gets for whatever was thrown. `failure` is true for what was no refusal: it belongs into
 * the log, with the problem's errorId; nothing of the error itself reaches the caller.
 */
export function problemOf(error: unknown): { problem: Problem; failure: boolean } {
  if (error instanceof Refusal) return { problem: error.problem, failure: false };
  if (error instanceof HttpException) {
    const code = CODE_OF_STATUS[error.getStatus()];
    if (code) return { problem: problem(code), failure: false };
  }
  const code = isUnavailable(error) ? 'unavailable' : 'internal';
  return { problem: problem(code, { errorId: newId() }), failure: true };
}

/** "cards.ask.choices[0].next" */
export function jsonPath(path: Path): string {
  const keys = (path ?? []).map((segment) => (typeof segment === 'object' ? segment.key : segment));
  return keys.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text && '.'}${String(key)}`),
    '',
  );
}

/** So many problems of one body are told; a hostile one could have millions. */
const MOST_ITEMS = 50;

/** The refusal for a body, query or frame that does not fit its schema. */
export function invalidBody(issues: Issues): Refusal {
  const errors = issues.slice(0, MOST_ITEMS).map(
    (issue): ProblemItem => ({
      path: jsonPath(issue.path),
      code: 'code' in issue && typeof issue.code === 'string' ? issue.code : 'invalid',
      message: issue.message,
    }),
  );
  return new Refusal('invalid_body', { errors });
}
