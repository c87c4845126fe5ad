export { deadlinesOf } from './deadlines.ts';
export { EngineError, type EngineErrorCode } from './errors.ts';
export { type OpeningEntry, openingOf, type RenderedOpening } from './opening.ts';
export { entryCount, step } from './step.ts';
export { pickLanguage } from './texts/languages.ts';
export type * from './types.ts';
export { type Validated, validatePlaybook } from './validate/index.ts';
