/** Prints the API's description as JSON, from the gateway as it is built; it connects to nothing. */
import { loadConfig } from '#libs/config';
import { createGateway } from '../app.ts';
import { describeApi } from '../openapi/document.ts';

const app = await createGateway(
  loadConfig({
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
    FOYER_TOKEN_SECRET: 'signs nothing here, since nobody can sign in',
    FOYER_LOG_LEVEL: 'silent',
  }),
);
process.stdout.write(JSON.stringify(describeApi(app)), () => process.exit(0));
