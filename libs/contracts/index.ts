export * from './errors.ts';
export * from './ids.ts';
export * from './limits.ts';
export * from './playbook.ts';
export * from './process/index.ts';
export * from './rest.ts';
export * from './sockets.ts';
export * from './timeline.ts';
