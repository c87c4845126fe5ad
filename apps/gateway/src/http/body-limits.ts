import type { IncomingMessage } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { LIMITS } from '#libs/contracts';

const PLAYBOOKS = '/api/v1/playbooks';
const isJson = (request: IncomingMessage): boolean =>
  /^application\/(.+\+)?json\b/.test(request.headers['content-type'] ?? '');
const isPlaybook = (request: IncomingMessage): boolean =>
  request.url === PLAYBOOKS || request.url?.startsWith(`${PLAYBOOKS}/`) === true;

/** JSON only: 64 KB, and for playbooks their own limit with room for whitespace, so that the validator has its say. */
export function limitBodies(app: NestExpressApplication): void {
  app.useBodyParser('json', {
    limit: LIMITS.playbookBytes + LIMITS.frameBytes,
    type: (request: IncomingMessage) => isJson(request) && isPlaybook(request),
  });
  app.useBodyParser('json', {
    limit: LIMITS.frameBytes,
    type: (request: IncomingMessage) => isJson(request) && !isPlaybook(request),
  });
}
