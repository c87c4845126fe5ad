import type { LIMITS } from '#libs/contracts';

/** The type fails the build where the contracts' limit differs. */
export const MESSAGE_LENGTH: (typeof LIMITS)['messageLength'] = 16_384;

/** The text as it may be sent: without blank ends and without characters that cannot be stored; '' for nothing. */
export function sendable(text: string): string {
  const clean = text.replaceAll('\u0000', '').trim();
  return clean.toWellFormed?.() ?? clean;
}
