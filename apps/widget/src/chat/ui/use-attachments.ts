import { useEffect, useRef, useState } from 'preact/hooks';
import type { ErrorCode, FileView } from '#libs/contracts';
import type { ChatClient } from '../client.ts';
import { MOST_FILES } from '../upload.ts';

export interface Attachment {
  key: number;
  file: File;
  /** Uploaded so far, from 0 to 1. */
  part: number;
  stored: FileView | null;
  error: ErrorCode | 'unreachable' | null;
}

/** What goes with the visitor's next message: uploaded at once, sent with the words. */
export interface Attachments {
  list: readonly Attachment[];
  stored: readonly FileView[];
  uploading: boolean;
  /** More were added than one message takes: some were left out. */
  full: boolean;
  add: (files: readonly File[]) => void;
  remove: (key: number) => void;
  /** Uploads anew what could not be uploaded. */
  again: (key: number) => void;
  /** The server can be reached again: what did not reach it is uploaded anew. */
  againLost: () => void;
  /** What was stored has gone with a message. */
  sent: () => void;
}

let lastKey = 0;

/** @param sessionId whose files they are: those of one session go with no message of another */
export function useAttachments(upload: ChatClient['upload'], sessionId: string | undefined): Attachments {
  const [list, setList] = useState<readonly Attachment[]>([]);
  const [full, setFull] = useState(false);
  const ends = useRef(new Map<number, AbortController>());
  useEffect(
    () => () => {
      for (const end of ends.current.values()) end.abort();
      ends.current.clear();
      setList([]);
      setFull(false);
    },
    [sessionId],
  );

  const change = (key: number, by: Partial<Attachment>): void =>
    setList((now) => now.map((one) => (one.key === key ? { ...one, ...by } : one)));
  const remove = (key: number): void => {
    ends.current.get(key)?.abort();
    ends.current.delete(key);
    setList((now) => now.filter((one) => one.key !== key));
    setFull(false);
  };
  const start = async (key: number, file: File): Promise<void> => {
    const end = new AbortController();
    ends.current.set(key, end);
    const answer = await upload(file, { signal: end.signal, onProgress: (part) => change(key, { part }) });
    ends.current.delete(key);
    change(key, answer.ok ? { stored: answer.value } : { error: answer.code });
  };

  const again = (key: number): void => {
    const file = list.find((one) => one.key === key)?.file;
    if (!file) return;
    change(key, { part: 0, error: null });
    void start(key, file);
  };

  const stored = list.flatMap((one) => one.stored ?? []);
  return {
    list,
    stored,
    uploading: list.some((one) => !one.stored && !one.error),
    full,
    remove,
    add: (files) => {
      const room = Math.max(0, MOST_FILES - list.length);
      setFull(files.length > room);
      const taken = files.slice(0, room).map((file) => ({ key: ++lastKey, file }));
      setList((now) => [...now, ...taken.map(({ key, file }) => ({ key, file, part: 0, stored: null, error: null }))]);
      for (const { key, file } of taken) void start(key, file);
    },
    again,
    againLost: () => {
      for (const { key, error } of list) if (error === 'unreachable') again(key);
    },
    sent: () => {
      setList(list.filter((one) => !one.stored));
      setFull(false);
    },
  };
}
