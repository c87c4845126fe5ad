import { Connection } from '@temporalio/client';
import { type Config, temporalConnectionOptions } from '#libs/config';

/** A connection that is made with the first call, so that the gateway starts and serves without Temporal. */
export const connectLazily = (config: Config): Connection =>
  Connection.lazy({
    ...temporalConnectionOptions(config),
    connectTimeout: '3s',
    // no retries of a single call: the sweep repeats what is lost, and a retry after closing would throw into nowhere
    interceptors: [],
  });
