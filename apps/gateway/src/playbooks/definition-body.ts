import { ApiBody } from '@nestjs/swagger';

/** The body is a playbook's definition itself; the validator, not a schema, says what is wrong with it. */
export const ApiDefinitionBody = (): MethodDecorator =>
  ApiBody({ schema: { $ref: '#/components/schemas/PlaybookDefinition' } });
