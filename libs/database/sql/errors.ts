import { isNativeError } from 'node:util/types';
import { Refusal } from '#libs/contracts';

/** The parts of an error of `pg` that say what happened, without what it was about. */
interface PgError {
  code?: string;
  constraint?: string;
}

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

const isPgError = (error: unknown): error is Error & PgError =>
  isNativeError(error) && typeof (error as PgError).code === 'string';

/** The name of the unique key that was violated; null for every other error. */
export const violatedKey = (error: unknown): string | null =>
  isPgError(error) && error.code === UNIQUE_VIOLATION ? (error.constraint ?? '') : null;

export const isMissingReference = (error: unknown): boolean => isPgError(error) && error.code === FOREIGN_KEY_VIOLATION;

const INVALID_PARAMETER = '22023';

/** Throws what was thrown; as a Refusal where PostgreSQL does not know a time zone that JavaScript does. */
export function unknownTimeZone(error: unknown): never {
  if (!isPgError(error) || error.code !== INVALID_PARAMETER) throw error;
  throw new Refusal('invalid_body', {
    errors: [{ path: 'timeZone', code: 'unknown_time_zone', message: 'There is no such time zone' }],
  });
}

/** SQLSTATE classes and Node's codes for: no connection, too many of them, shut down, out of time, lock not granted. */
const UNAVAILABLE = /^(08...|53...|55P03|57014|57P0[1-5]|40P01|ECONN(REFUSED|RESET)|ETIMEDOUT|EPIPE|ENOTFOUND)$/;
const UNAVAILABLE_TEXT = /^(timeout exceeded when trying to connect|Query read timeout|Connection terminated)/;

/** Whether PostgreSQL did not answer in time or could not be reached: trying again later makes sense. */
export const isUnavailable = (error: unknown): boolean =>
  isNativeError(error) &&
  ((isPgError(error) && UNAVAILABLE.test(error.code ?? '')) || UNAVAILABLE_TEXT.test(error.message));

/** Whether the server itself answered with an error: the connection is sound and may go back to the pool. */
export const cameFromServer = (error: unknown): boolean =>
  isNativeError(error) && 'severity' in error && (error as { severity?: string }).severity === 'ERROR';
