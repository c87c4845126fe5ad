import { z } from 'zod';
import { fieldNameSchema, languageSchema } from './texts.ts';

export const experimentIdSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/);

/** A path of a page with `*` for any characters: "/pricing*", "*checkout*". */
export const pagePatternSchema = z.string().min(1).max(200);

export const UTM_NAMES = ['source', 'medium', 'campaign', 'term', 'content'] as const;
/** How a field is compared. `more`/`less` compare numbers and money; `after`/`before` compare dates. */
export const COMPARISONS = ['is', 'isNot', 'contains', 'startsWith', 'more', 'less', 'after', 'before'] as const;

/** What a condition asks. */
export type Rule =
  | { test: 'all'; rules: Rule[] }
  | { test: 'any'; rules: Rule[] }
  | { test: 'not'; rule: Rule }
  /** The field is known, and, with `compare`, compares so to `value`. */
  | { test: 'field'; field: string; compare?: (typeof COMPARISONS)[number]; value?: string }
  | { test: 'language'; oneOf: string[] }
  | { test: 'page'; oneOf: string[] }
  | { test: 'utm'; name: (typeof UTM_NAMES)[number]; oneOf: string[] }
  | { test: 'visit'; is: 'first' | 'repeat' }
  | { test: 'hours'; are: 'open' | 'closed' }
  | { test: 'team'; is: 'online' | 'offline'; team?: string }
  | { test: 'arm'; experiment: string; is: string }
  | { test: 'qualified'; is: boolean };

const value = z.string().min(1).max(200);
const list = z.array(value).min(1).max(50);
const rules = z.lazy(() => z.array(ruleSchema).min(1).max(20));

export const ruleSchema: z.ZodType<Rule> = z
  .lazy(() =>
    z.discriminatedUnion('test', [
      z.strictObject({ test: z.literal('all'), rules }),
      z.strictObject({ test: z.literal('any'), rules }),
      z.strictObject({ test: z.literal('not'), rule: ruleSchema }),
      z.strictObject({
        test: z.literal('field'),
        field: fieldNameSchema,
        compare: z.enum(COMPARISONS).optional().describe('Missing: whether the field is known'),
        value: value.optional(),
      }),
      z.strictObject({ test: z.literal('language'), oneOf: z.array(languageSchema).min(1).max(20) }),
      z.strictObject({ test: z.literal('page'), oneOf: z.array(pagePatternSchema).min(1).max(50) }),
      z.strictObject({ test: z.literal('utm'), name: z.enum(UTM_NAMES), oneOf: list }),
      z.strictObject({ test: z.literal('visit'), is: z.enum(['first', 'repeat']) }),
      z.strictObject({ test: z.literal('hours'), are: z.enum(['open', 'closed']) }),
      z.strictObject({ test: z.literal('team'), is: z.enum(['online', 'offline']), team: value.optional() }),
      z.strictObject({ test: z.literal('arm'), experiment: experimentIdSchema, is: experimentIdSchema }),
      z.strictObject({ test: z.literal('qualified'), is: z.boolean() }),
    ]),
  )
  .meta({ id: 'Rule' });
