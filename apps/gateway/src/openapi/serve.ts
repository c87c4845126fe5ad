import type { INestApplication } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';
import { describeApi } from './document.ts';

/** The description at /api/openapi.json, to read and try at /api/docs; made when first asked for. */
export function serveApiDocs(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Foyer API',
    swaggerOptions: { validatorUrl: null, tryItOutEnabled: true, persistAuthorization: false },
  });
}
