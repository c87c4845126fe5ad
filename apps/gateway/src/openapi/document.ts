import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ERROR_CODES, type ErrorCode } from '#libs/contracts';
import { HTTP_RULES, type Who } from '../access/rules.ts';
import { describeCodes } from './route.decorator.ts';

const METHODS = ['get', 'post', 'put', 'delete', 'patch'] as const;
const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** What any route that is not public may answer besides its own codes, and what every route may. */
const CODES_OF_RULE: Record<Who, readonly ErrorCode[]> = {
  public: [],
  visitor: ['unauthenticated', 'forbidden'],
  agent: ['unauthenticated', 'forbidden'],
  supervisor: ['unauthenticated', 'forbidden'],
  admin: ['unauthenticated', 'forbidden'],
};
const CODES_OF_ALL: readonly ErrorCode[] = ['unavailable', 'internal'];

/** The API's description (OpenAPI), from the routes, the schemas of libs/contracts and the table of access rules. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Foyer')
    .setDescription('Live chat with playbooks. Times are ISO 8601 in UTC, ids are UUIDs, money is a decimal string.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'The token of POST /api/v1/auth/sign-in' }, 'agent')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'The token of the visitor’s session' }, 'visitor')
    .build();
  const document = SwaggerModule.createDocument(app, config, { autoTagControllers: false });
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      const who = HTTP_RULES[`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`];
      if (who === 'agent' || who === 'supervisor' || who === 'admin') operation.security = [{ agent: [] }];
      if (who === 'visitor') operation.security = [{ visitor: [] }];
      const only = who === 'admin' ? 'Admins only.' : who === 'supervisor' ? 'Supervisors and admins only.' : '';
      if (only !== '') operation.description = `${only} ${operation.description ?? ''}`.trim();
      addProblems(operation.responses, [...(who ? CODES_OF_RULE[who] : []), ...CODES_OF_ALL]);
    }
  }
  return document;
}

type Responses = NonNullable<OpenAPIObject['paths'][string]['get']>['responses'];

function addProblems(responses: Responses, codes: readonly ErrorCode[]): void {
  for (const code of codes) {
    const status = String(ERROR_CODES[code].status);
    const known = responses[status];
    const before = known && 'description' in known && known.description ? `${known.description}\n\n` : '';
    responses[status] = { description: before + describeCodes([code]) };
  }
  for (const [status, response] of Object.entries(responses)) {
    if (Number(status) >= 400 && response && !('$ref' in response)) response.content = PROBLEM;
  }
}
