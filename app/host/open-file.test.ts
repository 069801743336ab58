import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openFile } from './open-file.ts';

const FILE = join('/home', 'me', 'notes', 'note.md');
const environment = { DISPLAY: ':0' };

/** Launchers that do what the program text says, and what they were asked to open. */
function launcher(program: string) {
  const targets: string[] = [];
  const launch = async (target: string): Promise<ChildProcess> => {
    targets.push(target);
    const child = spawn(process.execPath, ['-e', program], { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child, 'spawn');
    return child;
  };
  return { targets, options: { launch, environment, limitMs: 20_000 } };
}

describe('opening a file', () => {
  it('hands the file to the system, or its folder', async () => {
    const { targets, options } = launcher('');
    await openFile(FILE, 'open', options);
    await openFile(FILE, 'reveal', options);
    expect(targets).toEqual([FILE, join('/home', 'me', 'notes')]);
  });

  it('drags nothing, which only a window of the desktop can', async () => {
    const { targets, options } = launcher('');
    await expect(openFile(FILE, 'drag', options)).rejects.toMatchObject({ code: 'open.no-drag' });
    expect(targets).toEqual([]);
  });

  it('tells that there is no program for it', async () => {
    const { options } = launcher('process.exit(3)');
    const expected = { code: 'open.no-program', nextStep: expect.stringContaining(FILE) };
    await expect(openFile(FILE, 'open', options)).rejects.toMatchObject(expected);
  });

  it('tells the same where the system has no launcher at all', async () => {
    const launch = () => Promise.reject(new Error('spawn xdg-open ENOENT'));
    const opening = openFile(FILE, 'open', { launch, environment });
    await expect(opening).rejects.toMatchObject({ code: 'open.no-program' });
  });

  it('takes a launcher that goes on for one that found a program', async () => {
    const { options } = launcher('setInterval(() => {}, 1000)');
    await expect(openFile(FILE, 'open', { ...options, limitMs: 50 })).resolves.toBeUndefined();
  });

  it('notices a launcher that ended before it was looked at', async () => {
    const { options } = launcher('process.exit(1)');
    const launch = async (target: string) => {
      const child = await options.launch(target);
      await once(child, 'exit');
      return child;
    };
    await expect(openFile(FILE, 'open', { launch, environment })).rejects.toMatchObject({
      code: 'open.no-program',
    });
  });

  it.runIf(process.platform === 'linux')('starts nothing on a machine without a screen', async () => {
    const { targets, options } = launcher('');
    const opening = openFile(FILE, 'open', { ...options, environment: {} });
    await expect(opening).rejects.toMatchObject({ code: 'open.no-display' });
    expect(targets).toEqual([]);
  });
});
