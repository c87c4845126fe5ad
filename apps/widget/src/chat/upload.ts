import type { FileView, LIMITS, Problem } from '#libs/contracts';
import type { Answer } from '../api.ts';

/** The server's limits; asked here first, so that nobody waits for an upload that is refused. */
export const MOST_BYTES: (typeof LIMITS)['fileBytes'] = 10_485_760;
export const MOST_FILES: (typeof LIMITS)['filesPerMessage'] = 5;

export interface UploadProgress {
  /** From 0 to 1. */
  onProgress: (part: number) => void;
  /** Gives up; the answer is `unreachable`. */
  signal: AbortSignal;
}

/** What the answer to an upload says; `unreachable` for what is no answer of ours. */
export function uploadAnswer(status: number, body: string): Answer<FileView> {
  try {
    const parsed = JSON.parse(body) as FileView | Partial<Problem>;
    if (status >= 200 && status < 300) return { ok: true, value: parsed as FileView };
    return { ok: false, code: (parsed as Partial<Problem>).code ?? 'unreachable' };
  } catch {
    // a proxy before us may refuse by itself, in its own words
    return { ok: false, code: status === 413 ? 'payload_too_large' : 'unreachable' };
  }
}

/** Uploads a file for a prompt of the token's session. By XMLHttpRequest, since fetch tells no progress. */
export function uploadFile(
  origin: string,
  token: string,
  file: File,
  { onProgress, signal }: UploadProgress,
): Promise<Answer<FileView>> {
  if (file.size > MOST_BYTES) return Promise.resolve({ ok: false, code: 'payload_too_large' });
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append('file', file);
    request.open('POST', `${origin}/api/v1/visitor/files`);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onloadend = () => resolve(uploadAnswer(request.status, request.responseText));
    signal.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}

const DOWNLOAD_TIMEOUT_MS = 120_000;

/** A file of the token's session; null where it cannot be had. The token goes in a header, never in an address. */
export async function downloadFile(origin: string, token: string, id: string): Promise<Blob | null> {
  try {
    const response = await fetch(`${origin}/api/v1/visitor/files/${id}`, {
      headers: { authorization: `Bearer ${token}` },
      credentials: 'omit',
      signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS),
    });
    return response.ok ? await response.blob() : null;
  } catch {
    return null;
  }
}
