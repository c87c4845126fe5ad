import { type ArgumentMetadata, Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import { Refusal } from '#libs/contracts';
import { invalidBody } from './problems.ts';

/** Parses bodies, queries and path parameters by the schema given with their decorator. Bound on all routes. */
@Injectable()
export class SchemaPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: invalidBody });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    try {
      return await super.transform<T>(value, metadata);
    } catch (error) {
      // an id in the path that is none of ours leads nowhere, whatever its form
      if (metadata.type === 'param' && error instanceof Refusal) throw new Refusal('not_found');
      throw error;
    }
  }
}
