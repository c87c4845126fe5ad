/** Injection tokens of what is no class of this app. */
export const CONFIG = Symbol('Config');
export const DATABASE = Symbol('Database');
export const HINTS = Symbol('HintPublisher');
