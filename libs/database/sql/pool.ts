/** As much of `pg`'s pool, which MikroORM owns, as the statements here need. */
export interface PgPool {
  connect(): Promise<PgClient>;
}

export interface PgClient {
  query(
    statement:
      | string
      | {
          name?: string;
          text: string;
          values: readonly unknown[];
          /** Milliseconds; otherwise the pool's. */
          query_timeout?: number;
        },
  ): Promise<PgResult>;
  /** With `true` the connection is closed instead of going back to the pool. */
  release(destroy?: boolean): void;
  on(event: 'notification', listener: (message: { channel: string; payload?: string }) => void): void;
  on(event: 'error' | 'end', listener: (error?: Error) => void): void;
}

export interface PgResult {
  rows: unknown[];
}
