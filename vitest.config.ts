import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['app/**/*.test.ts', 'cli/**/*.test.ts', 'main/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}'],
    // better-sqlite3 and onnxruntime are native: one process per file keeps a crash from taking the run along.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
  },
});
