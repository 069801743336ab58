import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Logger } from '../base/logger.ts';
import { silentLogger } from '../base/logger.ts';
import type { ChildPort } from '../base/port.ts';
import { forkChild } from './child-process-port.ts';

const PROCESS_PORT = new URL('../base/process-port.ts', import.meta.url).href;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semblance-child-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Forks a child that runs these lines with `port` as its end of the channel. */
async function fork(lines: string, logger: Logger = silentLogger): Promise<ChildPort> {
  const entry = join(folder, `${crypto.randomUUID()}.ts`);
  await writeFile(
    entry,
    `import { parentPort } from '${PROCESS_PORT}';\nconst port = parentPort();\n${lines}`,
  );
  const child = forkChild(entry, { name: 'test', execArgv: [], logger });
  onTestFinished(() => child.kill());
  return child;
}

const nextMessage = (child: ChildPort) => new Promise<unknown>((resolve) => child.onMessage(resolve));
const closing = (child: ChildPort) => new Promise<string>((resolve) => child.onClose(resolve));

describe('a child process', () => {
  it('keeps messages that are sent before it listens, and typed arrays as they are', async () => {
    const child = await fork('port.onMessage((message) => port.post(message));');
    const answer = nextMessage(child);
    child.post({ id: 1, vector: new Float32Array([0.5, -1]) });
    expect(await answer).toEqual({ id: 1, vector: new Float32Array([0.5, -1]) });
  });

  it('learns that its parent is gone', async () => {
    const farewell = join(folder, 'farewell');
    const middle = await fork(`
      import { fork } from 'node:child_process';
      import { writeFileSync } from 'node:fs';
      const entry = ${JSON.stringify(join(folder, 'grandchild.ts'))};
      writeFileSync(entry, \`import { writeFileSync } from 'node:fs';
        import { parentPort } from '${PROCESS_PORT}';
        const port = parentPort();
        port.onMessage(() => {});
        port.onClose((reason) => writeFileSync(${JSON.stringify(farewell)}, reason));
        port.post('up');\`);
      fork(entry, [], { serialization: 'advanced' }).on('message', (message) => port.post(message));
    `);
    await nextMessage(middle);
    middle.kill();
    const reason = () => readFile(farewell, 'utf8').catch(() => null);
    await expect.poll(reason, { timeout: 5_000 }).toBe('the parent process is gone');
  });

  it('reports the way it ended, also to those who ask afterwards', async () => {
    const exited = await fork('process.exit(3);');
    expect(await closing(exited)).toBe('exit code 3');
    expect(await closing(exited)).toBe('exit code 3');
    const killed = await fork('setInterval(() => {}, 1000); port.post("up");');
    await nextMessage(killed);
    killed.kill();
    expect(await closing(killed)).toBe('killed by SIGKILL');
  });

  it('may be posted to after its end', async () => {
    const child = await fork('process.exit(0);');
    await closing(child);
    expect(() => child.post('too late')).not.toThrow();
  });

  it('logs what it writes to stderr', async () => {
    const lines: unknown[] = [];
    const logger: Logger = { ...silentLogger, warn: (event, fields) => lines.push([event, fields?.line]) };
    const child = await fork('process.stderr.write("first\\nsecond\\n");', logger);
    child.onClose(() => {});
    await expect
      .poll(() => lines)
      .toEqual([
        ['child.stderr', 'first'],
        ['child.stderr', 'second'],
      ]);
  });

  it.runIf(process.platform === 'linux')('tells its resident memory while it lives', async () => {
    const child = await fork('setInterval(() => {}, 1000); port.post("up");');
    await nextMessage(child);
    expect(child.residentBytes()).toBeGreaterThan(10 << 20);
    child.kill();
    await closing(child);
    expect(child.residentBytes()).toBeNull();
  });
});
