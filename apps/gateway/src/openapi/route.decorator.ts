import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { ERROR_CODES, type ErrorCode, problemSchema } from '#libs/contracts';

interface RouteDescription {
  summary: string;
  description?: string;
  /** Status and schema of the answer; null where it has no body. */
  answer: readonly [status: number, schema: z.ZodType | null];
  /** Codes beside those that follow from the access rules. */
  errors: readonly ErrorCode[];
}

/** Describes a route for the API's documentation. Who may call it is added from the table of access rules. */
export function Route({
  summary,
  description = '',
  answer: [status, schema],
  errors,
}: RouteDescription): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary, description }),
    ApiResponse({ status, description: 'Done', ...(schema ? { standardSchema: schema } : {}) }),
    ...problemResponses(errors),
  );
}

/** One response per status; the codes that it can have are in the description. */
function problemResponses(codes: readonly ErrorCode[]): MethodDecorator[] {
  const byStatus = Map.groupBy(codes, (code) => ERROR_CODES[code].status);
  return [...byStatus].map(([status, group]) =>
    ApiResponse({ status, description: describeCodes(group), standardSchema: problemSchema }),
  );
}

export const describeCodes = (codes: readonly ErrorCode[]): string =>
  codes.map((code) => `\`${code}\`: ${ERROR_CODES[code].title}`).join('\n\n');
