export * from './cards.ts';
export * from './definition.ts';
export * from './hours.ts';
export * from './rules.ts';
export * from './script.ts';
export * from './texts.ts';
