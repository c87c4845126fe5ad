import config from './jest.config.mjs';

/** The browser stories that `npm test` leaves out. */
export default {
  ...config,
  testMatch: ['<rootDir>/e2e/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/e2e/(story|faults)'],
};
