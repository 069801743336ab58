import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'app/**/*.test.ts',
      'cli/**/*.test.ts',
      'main/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
      'bench/**/*.test.ts',
      'trials/**/*.test.ts',
    ],
    // better-sqlite3 and onnxruntime are native: one process per file keeps a crash from taking the run along.
    pool: 'forks',
    maxWorkers: 2,
    // Processes that tests start are compiled once: each starts in half the time.
    env: {
      NODE_COMPILE_CACHE: fileURLToPath(new URL('./node_modules/.cache/node-compile', import.meta.url)),
    },
    // A test says what happens, never how fast: these only end what hangs, on a machine that is busy with other work too.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
