export { KNOWN_FORMATS, upgradeDefinition } from './definition.ts';
export { upgradeState } from './state.ts';
