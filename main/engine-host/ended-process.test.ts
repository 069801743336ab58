import { type ChildProcess, spawn } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { endedProcess } from './ended-process.ts';

const FOREVER_MS = 60_000;

function running(program: string): ChildProcess {
  const child = spawn(process.execPath, ['-e', program], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

it('lets a process end by itself', async () => {
  const child = running('process.exit(3)');
  await endedProcess(child, FOREVER_MS);
  expect(child.exitCode).toBe(3);
});

it('kills a process that does not end in time', async () => {
  const child = running('setInterval(() => {}, 1000)');
  await endedProcess(child, 10);
  expect(child.signalCode).toBe('SIGTERM');
});
