/** A local service could not be found, started or stopped. The message is meant for the person at the terminal. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  /** The last lines of the service's own log, where there is one. */
  readonly logTail: string;

  constructor(message: string, logTail = '') {
    super(logTail === '' ? message : `${message}\n${logTail.replace(/^/gm, '    ')}`);
    this.logTail = logTail;
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
