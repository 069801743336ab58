// Entry of `npm start`: the app in Electron where it can run, and in the browser everywhere else.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { hasDisplay } from '../app/host/open-file.ts';
import { electronLaunch } from './electron-launch.ts';
import { installedElectron } from './installed-electron.ts';
import { printLine } from './output/print.ts';
import { runProgram } from './program.ts';
import { buildWindowIfStale } from './window-build.ts';

await buildWindowIfStale(fileURLToPath(new URL('..', import.meta.url)));
process.exitCode = await start(process.argv.slice(2));

function start(args: readonly string[]): Promise<number> {
  const electron = installedElectron(process.env);
  if (electron === null) return startInBrowser('The Electron binary is not installed', args);
  if (!hasDisplay(process.env)) return startInBrowser('There is no display for Electron', args);
  return startElectron(electron, args);
}

async function startElectron(binary: string, appArgs: readonly string[]): Promise<number> {
  const { args, env } = electronLaunch(appArgs, process.env);
  const shell = spawn(binary, args, { env, stdio: 'inherit' });
  // Ctrl+C reaches both; the shell still closes its library, and the terminal is given back after that.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => shell.kill('SIGTERM'));
  const [exitCode] = (await once(shell, 'exit')) as [number | null];
  return exitCode ?? 1;
}

function startInBrowser(reason: string, args: readonly string[]): Promise<number> {
  printLine(`${reason}, so Semblance opens in the browser. Ctrl+C ends it.`);
  return runProgram(['serve', '--open', ...args]);
}
