import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { HttpRequest, HttpResponse } from './express.ts';
import { problemOf } from './problems.ts';

/** Answers whatever a route throws as problem details (RFC 9457). Bound on all routes. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('Routes');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<HttpRequest>();
    const response = http.getResponse<HttpResponse>();
    const { problem, failure } = problemOf(error);
    if (failure) this.#logger.error({ err: error, errorId: problem.errorId, route: request.route?.path }, problem.code);
    if (response.headersSent) {
      response.end();
      return;
    }
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}
