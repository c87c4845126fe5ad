import { Logger } from '@nestjs/common';
import type { Socket } from 'socket.io';
import { socketAuthSchema } from '#libs/contracts';
import { invalidBody, problemOf } from '../http/problems.ts';
import type { AskedFrom } from '../sites/origins.ts';

const logger = new Logger('Handshakes');

/** A namespace's middleware: what `admit` throws becomes the `connect_error`, with the problem as its data. */
export const handshake =
  <S extends Socket>(admit: (socket: S, token: string) => Promise<void>) =>
  (socket: Socket, next: (error?: Error) => void): void => {
    const auth = socketAuthSchema.safeParse(socket.handshake.auth);
    const admitted = auth.success
      ? admit(socket as S, auth.data.token)
      : Promise.reject(invalidBody(auth.error.issues));
    admitted.then(
      () => next(),
      (error: unknown) => {
        const { problem, failure } = problemOf(error);
        if (failure) logger.error({ err: error, errorId: problem.errorId }, problem.code);
        next(Object.assign(new Error(problem.code), { data: problem }));
      },
    );
  };

export const askedFrom = ({ handshake: { headers } }: Socket, publicUrl: string): AskedFrom => ({
  origin: headers.origin,
  host: headers.host,
  publicUrl,
});
