export type EngineErrorCode =
  | 'wrong_state'
  | 'unknown_card'
  | 'endless_walk'
  | 'silent_opening'
  | 'invalid_time'
  | 'unknown_format';

/**
 * A bug of the caller, or a definition that `validatePlaybook` would have refused. Its message holds card ids only,
 * nothing that a visitor typed.
 */
export class EngineError extends Error {
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
  }
}
