import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// These tests pack the whole app, so they stand apart from the unit tests: `npm run packed`.
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['packaging/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
