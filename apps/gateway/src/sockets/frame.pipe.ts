import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { invalidBody } from '../http/problems.ts';

/** Parses a frame by its schema. Refusal `invalid_body`. */
export class FramePipe<Schema extends z.ZodType> implements PipeTransform<unknown, z.output<Schema>> {
  readonly #schema: Schema;

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  transform(frame: unknown): z.output<Schema> {
    const parsed = this.#schema.safeParse(frame);
    if (parsed.success) return parsed.data;
    throw invalidBody(parsed.error.issues);
  }
}
