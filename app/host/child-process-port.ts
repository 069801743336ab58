import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Logger } from '../base/logger.ts';
import type { ChildPort, SpawnProcess } from '../base/port.ts';
import { PROCESS_PROGRAMS } from './process-programs.ts';

/** The engine's children as processes of plain Node; what they write to stderr becomes log lines. */
export function childProcessSpawner(logger: Logger): SpawnProcess {
  return (entry) => {
    const { file, execArgv } = PROCESS_PROGRAMS[entry];
    return forkChild(file, { name: entry, execArgv, logger });
  };
}

interface ForkOptions {
  readonly name: string;
  readonly execArgv: readonly string[];
  readonly logger: Logger;
}

/** Starts one module in a process of its own, with structured-clone messages both ways. */
export function forkChild(modulePath: string, { name, execArgv, logger }: ForkOptions): ChildPort {
  const child = fork(modulePath, [], {
    execArgv: [...execArgv],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  logStderr(child, name, logger);
  const ended = endOf(child);
  return {
    post(message) {
      // Between the child's death and its 'exit' event a send fails; `onClose` is what reports it.
      if (child.connected) child.send(message as NonNullable<unknown>, () => {});
    },
    onMessage(listener) {
      child.on('message', listener);
    },
    onClose(listener) {
      void ended.then(listener);
    },
    kill() {
      child.kill('SIGKILL');
    },
    residentBytes: () => (child.pid === undefined ? null : residentBytes(child.pid)),
  };
}

/** Settles once, with the way the child ended in words, also when it could not be started at all. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not run: ${error.message}`));
    child.once('exit', (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
  });
}

function logStderr(child: ChildProcess, name: string, logger: Logger): void {
  if (!child.stderr) return;
  createInterface({ input: child.stderr }).on('line', (line) => {
    logger.warn('child.stderr', { child: name, pid: child.pid, line });
  });
}

/** Reads the resident set from Linux' /proc; other systems have no file to read it from. */
function residentBytes(pid: number): number | null {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    return null;
  }
}
