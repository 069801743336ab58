import { type MessagePortMain, utilityProcess } from 'electron/main';
import { logError } from '../log-error.ts';
import type { StartedProcess } from './shell-platform.ts';

interface ProgramOptions {
  readonly name: string;
  readonly args?: readonly string[];
  /** Options for V8. */
  readonly execArgv?: readonly string[];
}

/** Starts a module of ours in a process of its own. */
export function startUtilityProcess(
  file: string,
  { name, args = [], execArgv = [] }: ProgramOptions,
): StartedProcess<MessagePortMain> {
  const child = utilityProcess.fork(file, [...args], { serviceName: name, execArgv: v8Switches(execArgv) });
  // An `error` that nobody listens to would be thrown here; `exit` follows it in any case.
  child.on('error', (type, location) => logError('process.fatal', { name, type, location }));
  return {
    post: (message, port) => child.postMessage(message, port ? [port] : []),
    onMessage: (listener) => void child.on('message', listener),
    onEnded: (listener) => void child.once('exit', listener),
    end: () => {
      // Before it runs, Electron has nothing to end.
      if (!child.kill()) child.once('spawn', () => child.kill());
    },
  };
}

/** Utility processes take their options as switches of Chromium, among which those of V8 have one of their own. */
function v8Switches(execArgv: readonly string[]): string[] {
  return execArgv.length === 0 ? [] : [`--js-flags=${execArgv.join(' ')}`];
}
