import { Logger } from '@nestjs/common';
import { ConfigError, loadConfig } from '#libs/config';
import { createGateway } from './app.ts';

/** Whatever still runs then is cut off; what was acknowledged is committed. */
const SHUTDOWN = 2_500;

async function main(): Promise<void> {
  const config = loadConfig();
  const app = await createGateway(config);
  const stop = (): void => {
    setTimeout(() => process.exit(0), SHUTDOWN).unref();
    void app.close().finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await app.listen(config.gateway.port, config.gateway.host);
  new Logger('Gateway').log(`listening on ${await app.getUrl()}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
