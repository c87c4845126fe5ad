import type { Config } from './config.ts';

/** The settings in the form that the Temporal SDK's `Connection` and `NativeConnection` take. */
export function temporalConnectionOptions({ temporal }: Pick<Config, 'temporal'>): {
  address: string;
  apiKey?: string;
  tls?: true | { clientCertPair: { crt: Buffer; key: Buffer } };
} {
  const { address, apiKey, tls } = temporal;
  return {
    address,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(tls === false ? {} : { tls: tls === true ? true : { clientCertPair: { crt: tls.cert, key: tls.key } } }),
  };
}
