import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { basename, dirname } from 'node:path';
import open from 'open';
import { DomainError } from '../base/domain-error.ts';
import type { OpenHow } from '../contracts/open-document.ts';

/** A launcher that has not failed by now has found a program, and may live as long as that does. */
const LAUNCH_LIMIT_MS = 2_000;

interface OpenFileOptions {
  /** Hands a file or folder to the system; for tests, which must not open windows. */
  readonly launch?: (target: string) => Promise<ChildProcess>;
  readonly environment?: NodeJS.ProcessEnv;
  readonly limitMs?: number;
}

/**
 * Opens a file in the system's program for it, or the folder that it lies in.
 * @throws DomainError `open.no-display` | `open.no-program`
 */
export async function openFile(
  path: string,
  how: OpenHow,
  { launch = open, environment = process.env, limitMs = LAUNCH_LIMIT_MS }: OpenFileOptions = {},
): Promise<void> {
  if (how === 'drag') throw noDrag(path);
  if (!hasDisplay(environment)) throw noDisplay(path);
  try {
    await started(await launch(how === 'open' ? path : dirname(path)), limitMs);
  } catch (cause) {
    throw noProgram(path, cause);
  }
}

/** Whether programs with windows can be started from here. */
export function hasDisplay(environment: NodeJS.ProcessEnv): boolean {
  return process.platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/** @throws Error when the launcher says that it found nothing to start. */
async function started(launcher: ChildProcess, limitMs: number): Promise<void> {
  const signal = AbortSignal.timeout(limitMs);
  if (launcher.exitCode === null && launcher.signalCode === null) {
    await once(launcher, 'exit', { signal }).catch((error: Error) => {
      if (error.name !== 'AbortError') throw error;
    });
  }
  if (launcher.exitCode) throw new Error(`The launcher ended with exit code ${launcher.exitCode}.`);
}

function noDisplay(path: string): DomainError {
  return new DomainError('open.no-display', {
    message: `“${basename(path)}” cannot be opened: Semblance runs on a machine without a screen.`,
    nextStep: `Open the file there yourself: ${path}`,
  });
}

function noDrag(path: string): DomainError {
  return new DomainError('open.no-drag', {
    message: `“${basename(path)}” cannot be dragged out of this window by Semblance.`,
    nextStep: 'A browser drags addresses of files itself; the desktop app drags the files.',
  });
}

/** The system could not open a file. */
export function noProgram(path: string, cause: unknown): DomainError {
  return new DomainError('open.no-program', {
    message: `The system has no program that opens “${basename(path)}”.`,
    nextStep: `Choose a program for such files in the settings of your system, or open the file yourself: ${path}`,
    cause,
  });
}
