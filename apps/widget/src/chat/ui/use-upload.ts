import { useEffect, useRef, useState } from 'preact/hooks';
import type { ErrorCode, FileView } from '#libs/contracts';
import type { ChatClient } from '../client.ts';

export interface Upload {
  /** What is under way; null: nothing. `part` from 0 to 1. */
  running: { name: string; part: number } | null;
  error: ErrorCode | 'unreachable' | null;
  /** Replaces what is under way. Resolves with null where it failed or was cancelled. */
  start: (file: File) => Promise<FileView | null>;
  cancel: () => void;
}

/** One upload at a time, with its progress; it ends with the form that began it. */
export function useUpload(upload: ChatClient['upload']): Upload {
  const [running, setRunning] = useState<Upload['running']>(null);
  const [error, setError] = useState<Upload['error']>(null);
  const current = useRef<AbortController | null>(null);

  const cancel = (): void => {
    current.current?.abort();
    current.current = null;
    setRunning(null);
  };
  useEffect(() => cancel, []);

  return {
    running,
    error,
    cancel,
    start: async (file) => {
      cancel();
      const mine = new AbortController();
      current.current = mine;
      setError(null);
      setRunning({ name: file.name, part: 0 });
      const answer = await upload(file, {
        signal: mine.signal,
        onProgress: (part) => current.current === mine && setRunning({ name: file.name, part }),
      });
      if (current.current !== mine) return null;
      current.current = null;
      setRunning(null);
      if (answer.ok) return answer.value;
      setError(answer.code);
      return null;
    },
  };
}
