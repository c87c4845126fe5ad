/** How every `visitorSession` is started, by whoever wakes it first. */
export const SESSION_START_OPTIONS = {
  /** A run that failed or was terminated comes back; one that finished does not. */
  workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
  /** A killed worker costs this long at most; long enough for two attempts of `advance`. */
  workflowTaskTimeout: '4s',
} as const;

/** How every `produceResult` is started. A final failure fails the workflow, so a rerun is allowed. */
export const RESULT_START_OPTIONS = { workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY' } as const;

/** May be given as `memo` with `SESSION_START_OPTIONS`; the Temporal UI then links to the conversation. */
export interface SessionMemo {
  /** The inbox's URL, ending in "/". */
  inboxUrl: string;
}
