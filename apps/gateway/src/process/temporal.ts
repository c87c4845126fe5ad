import { Connection } from '@temporalio/client';
import { type Config, temporalConnectionOptions } from '#libs/config';

/** A connection that is made with the first call, so that the gateway starts and serves without Temporal. */
export const connectLazily = (config: Config): Connection =>
  Connection.lazy({
    ...temporalConnectionOptions(config),
    connectTimeout: '3s',
    // gRPC would wait up to two minutes before it looks whether Temporal is back
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 500, 'grpc.max_reconnect_backoff_ms': 2_000 },
    // no retries of a single call: the sweep repeats what is lost, and a retry after closing would throw into nowhere
    interceptors: [],
  });
