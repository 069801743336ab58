import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const FIXTURE = fileURLToPath(new URL('../fixtures/few-watches.ts', import.meta.url));

/** In a user namespace of its own, where anybody may lower a limit of the system. */
const withWatches = (count: number, ...command: string[]) =>
  spawnSync(
    'unshare',
    [
      ...['--user', '--map-root-user', 'sh', '-c'],
      ...['echo "$0" > /proc/sys/user/max_inotify_watches && exec "$@"', String(count), ...command],
    ],
    { encoding: 'utf8' },
  );

describe.runIf(withWatches(6, 'true').status === 0)('more folders than the system lets one watch', () => {
  it('are told, and read when all is looked through', () => {
    const { stdout, stderr } = withWatches(6, process.execPath, FIXTURE);
    expect({ stderr, found: JSON.parse(stdout) }).toEqual({
      stderr: '',
      found: { documents: 24, watched: false },
    });
  });
});
