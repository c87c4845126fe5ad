const swc = [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: {
      target: 'es2024',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
  },
];

export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': swc },
  testMatch: ['**/*.spec.ts'],
  // those of the desk take as long as all others together: jest.browsers.config.mjs
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/e2e/(?!story|faults)'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  testTimeout: 30_000,
  // on two cores: browsers, timers and killed processes are mostly waited for
  maxWorkers: 3,
  workerIdleMemoryLimit: '1GB',
  coverageProvider: 'v8',
  globalSetup: '<rootDir>/libs/testing/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/libs/testing/jest/global-teardown.mjs',
  reporters: ['default', '<rootDir>/libs/testing/jest/summary-reporter.mjs'],
};
