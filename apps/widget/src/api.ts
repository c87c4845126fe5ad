import type { ErrorCode, Opening, Problem, SessionStarted, StartSessionBody } from '#libs/contracts';
import type { Rendering } from './page.ts';

/** `unreachable`: no answer came, or none that we understand; what was asked may have been done all the same. */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: ErrorCode | 'unreachable' };

async function ask<T>(url: string, init?: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(url, { credentials: 'omit', signal: AbortSignal.timeout(15_000), ...init });
    const body: unknown = await response.json();
    if (response.ok) return { ok: true, value: body as T };
    return { ok: false, code: (body as Partial<Problem>).code ?? 'unreachable' };
  } catch {
    return { ok: false, code: 'unreachable' };
  }
}

/** What a visitor sees first. Makes no row, cookie or workflow. */
export const fetchOpening = (
  origin: string,
  siteId: string,
  languages: readonly string[],
  { seed, pageUrl, returning }: Rendering,
): Promise<Answer<Opening>> => {
  const query = new URLSearchParams({ language: languages.join(), seed: `${seed}`, returning: `${returning}` });
  if (pageUrl) query.set('pageUrl', pageUrl);
  return ask(`${origin}/api/v1/sites/${siteId}/opening?${query}`);
};

/** The visitor's first act. A repeat with the same `clientId` is answered with the same session. */
export const startSession = (origin: string, siteId: string, body: StartSessionBody): Promise<Answer<SessionStarted>> =>
  ask(`${origin}/api/v1/sites/${siteId}/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
