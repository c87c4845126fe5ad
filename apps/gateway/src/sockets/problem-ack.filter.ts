import { type ArgumentsHost, Catch, Logger, type WsExceptionFilter } from '@nestjs/common';
import type { Ack } from '#libs/contracts';
import { problemOf } from '../http/problems.ts';

/** Acknowledges a frame with the problem of whatever its handler threw. Bound on each socket gateway class. */
@Catch()
export class ProblemAckFilter implements WsExceptionFilter {
  readonly #logger = new Logger('Sockets');

  catch(error: unknown, host: ArgumentsHost): void {
    const { problem, failure } = problemOf(error);
    if (failure)
      this.#logger.error({ err: error, errorId: problem.errorId, event: host.switchToWs().getPattern() }, problem.code);
    // a frame without an acknowledgement function gets no answer
    const ack = host.getArgs<unknown[]>().find((argument) => typeof argument === 'function');
    (ack as ((answer: Ack<never>) => void) | undefined)?.({ ok: false, problem });
  }
}
