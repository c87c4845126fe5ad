import { connect } from 'node:net';
import getPort, { portNumbers } from 'get-port';
import { poll } from './poll.ts';

export const LOOPBACK = '127.0.0.1';

/** The wished port on the loopback, else one of the hundred after it, else any free one. */
export const freePort = (wished: number): Promise<number> =>
  getPort({ port: portNumbers(wished, Math.min(wished + 100, 65_535)), host: LOOPBACK });

/** Any free port on the loopback. */
export const anyPort = (): Promise<number> => getPort({ host: LOOPBACK });

/** True when something accepts connections there. */
export function accepts(port: number, host = LOOPBACK): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 1_000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

/** Waits until something accepts connections there; false when the time is over or `stillHoping` says no. */
export async function untilAccepts(port: number, timeoutMs: number, stillHoping: () => boolean): Promise<boolean> {
  const answer = await poll(async () => ((await accepts(port)) ? 'yes' : stillHoping() ? null : 'no'), { timeoutMs });
  return answer === 'yes';
}
