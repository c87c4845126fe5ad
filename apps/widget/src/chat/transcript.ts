import type { ErrorCode, Problem } from '#libs/contracts';

async function call(origin: string, token: string, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${origin}/api/v1/visitor/${path}`, {
    credentials: 'omit',
    cache: 'no-store',
    signal: AbortSignal.timeout(15_000),
    ...init,
    headers: { ...init.headers, authorization: `Bearer ${token}` },
  });
}

/** Hands the visitor's own chat to the browser's downloads. Answers false when that was not to be had. */
export async function saveTranscript(origin: string, token: string): Promise<boolean> {
  try {
    const response = await call(origin, token, 'transcript');
    if (!response.ok) return false;
    const address = URL.createObjectURL(await response.blob());
    const day = new Date().toISOString().slice(0, 10);
    Object.assign(document.createElement('a'), { href: address, download: `chat-${day}.txt` }).click();
    // the browser has taken the address up by then
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    return true;
  } catch {
    return false;
  }
}

/** Asks for the chat by e-mail; a repeat of the clientId sends nothing more. Answers the code of a refusal, or null. */
export async function mailTranscript(
  origin: string,
  token: string,
  wish: { clientId: string; to: string },
): Promise<ErrorCode | 'unreachable' | null> {
  try {
    const response = await call(origin, token, 'transcript-mails', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wish),
    });
    return response.ok ? null : (((await response.json()) as Partial<Problem>).code ?? 'unreachable');
  } catch {
    return 'unreachable';
  }
}
