import type { Ack } from '#libs/contracts';

/** The acknowledgement of what went well. */
export const done = <T>(value: T): Ack<T> => ({ ok: true, value });
