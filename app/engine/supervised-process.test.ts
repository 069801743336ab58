import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import type { ChildPort } from '../base/port.ts';
import { forkChild } from '../host/child-process-port.ts';
import type { UnrulyApi } from './fixtures/unruly-child.ts';
import { SupervisedProcess, type SupervisionOptions } from './supervised-process.ts';

const CHILD = fileURLToPath(new URL('./fixtures/unruly-child.ts', import.meta.url));

let starts: number;
let child: SupervisedProcess<UnrulyApi>;
let folder: string;

beforeEach(() => {
  starts = 0;
  folder = mkdtempSync(join(tmpdir(), 'semblance-child-'));
  child = supervised();
});

type Overrides = Partial<SupervisionOptions<UnrulyApi>> & { onSpawn?: (port: ChildPort) => void };

function supervised({ onSpawn, ...options }: Overrides = {}) {
  return new SupervisedProcess<UnrulyApi>({
    name: 'parser',
    spawn: () => {
      starts++;
      const port = forkChild(CHILD, { name: 'unruly', execArgv: [], logger: silentLogger });
      onSpawn?.(port);
      return port;
    },
    logger: silentLogger,
    ...options,
  });
}

afterEach(() => {
  child[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

describe('a supervised process', () => {
  it('passes typed arrays as they are and starts once for many calls', async () => {
    const values = Float32Array.of(1, -0.5, Number.NaN);
    expect(await child.call('echo', values)).toEqual(values);
    expect(await child.call('echo', values)).toEqual(values);
    expect(starts).toBe(1);
  });

  it('hands expected trouble on with its code and next step', async () => {
    await expect(child.call('refuse')).rejects.toMatchObject({
      code: 'test.refused',
      nextStep: 'Ask something else.',
    });
    expect(starts).toBe(1);
  });

  it('is started again after a crash, and the work is retried once', async () => {
    expect(await child.call('abortOnce', join(folder, 'marker'))).toBe('alive');
    expect(starts).toBe(2);
  });

  it('reports work that crashes it twice, and lives on', async () => {
    await expect(child.call('abort')).rejects.toMatchObject({ code: 'parser.crashed' });
    expect(starts).toBe(2);
    expect(await child.call('echo', new Float32Array(2))).toEqual(new Float32Array(2));
  });

  it('is ended when a call takes too long, without a retry', async () => {
    child = supervised({ timeLimitMs: 1_500 });
    await expect(child.call('spin')).rejects.toMatchObject({ code: 'parser.timeout' });
    expect(starts).toBe(1);
    expect(await child.call('pid')).toBeGreaterThan(0);
  });

  it.runIf(process.platform === 'linux')('is ended when a call takes too much memory', async () => {
    child = supervised({ memoryLimitBytes: 400 * 2 ** 20 });
    await expect(child.call('hoardMemory')).rejects.toMatchObject({ code: 'parser.out-of-memory' });
    expect(starts).toBe(1);
  });

  it('is ended when it cannot be made ready, and the reason is told', async () => {
    const ports: ChildPort[] = [];
    child = supervised({
      prepare: (remote) => remote.call('refuse').then(() => {}),
      onSpawn: (port) => ports.push(port),
    });
    await expect(child.call('pid')).rejects.toMatchObject({ code: 'test.refused' });
    expect(await new Promise((resolve) => ports[0]?.onClose(resolve))).toContain('SIGKILL');
  });

  it('is ended when nothing was asked of it for a while, and started again with the next call', async () => {
    const ports: ChildPort[] = [];
    child = supervised({ idleLimitMs: 50, onSpawn: (port) => ports.push(port) });
    const first = await child.call('pid');
    await new Promise<string>((resolve) => ports[0]?.onClose(resolve));
    expect(await child.call('pid')).not.toBe(first);
    expect(starts).toBe(2);
  });

  it('retries every call that was under way when it was killed', async () => {
    const marker = join(folder, 'marker');
    const calls = await Promise.all([
      child.call('abortOnce', marker),
      child.call('echo', Float32Array.of(1)),
      child.call('echo', Float32Array.of(2)),
    ]);
    expect(calls).toEqual(['alive', Float32Array.of(1), Float32Array.of(2)]);
  });
});
