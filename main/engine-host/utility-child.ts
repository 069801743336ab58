import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron/main';
import type { ProcessEntry } from '../../app/base/port.ts';
import { PROCESS_PROGRAMS } from '../../app/host/process-programs.ts';
import { logError } from '../log-error.ts';

/** A utility process, and the port that leads to it. */
export interface UtilityChild {
  readonly process: UtilityProcess;
  readonly port: MessagePortMain;
}

/** Starts one of the engine's children. */
export function startChild(entry: ProcessEntry): UtilityChild {
  const { file, execArgv } = PROCESS_PROGRAMS[entry];
  const name = `Semblance ${entry}`;
  const child = utilityProcess.fork(file, [], { serviceName: name, execArgv: v8Switches(execArgv) });
  reportFatalError(child, name);
  const { port1, port2 } = new MessageChannelMain();
  child.postMessage(null, [port1]);
  return { process: child, port: port2 };
}

/** An `error` event that nobody listens to would be thrown in the main process; `exit` follows it in any case. */
export function reportFatalError(process: UtilityProcess, name: string): void {
  process.on('error', (type, location) => logError('process.fatal', { name, type, location }));
}

/** Ends a process now, or once it runs: before that, Electron has nothing to end. */
export function endProcess(process: UtilityProcess): void {
  if (!process.kill()) process.once('spawn', () => process.kill());
}

/** Utility processes take their options as switches of Chromium, among which those of V8 have one of their own. */
function v8Switches(execArgv: readonly string[]): string[] {
  return execArgv.length === 0 ? [] : [`--js-flags=${execArgv.join(' ')}`];
}
