// Entry of `npm start`: the app in Electron where its binary is installed, and in the browser everywhere else.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { installedElectron } from './installed-electron.ts';
import { printLine } from './output/print.ts';
import { runProgram } from './program.ts';
import { buildWindowIfStale } from './window-build.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

await buildWindowIfStale(ROOT);
const electron = installedElectron(process.env);
process.exitCode = electron ? await startElectron(electron) : await startInBrowser();

async function startElectron(binary: string): Promise<number> {
  const shell = spawn(binary, ['main/index.ts'], { cwd: ROOT, stdio: 'inherit' });
  const [exitCode] = (await once(shell, 'exit')) as [number | null];
  return exitCode ?? 1;
}

function startInBrowser(): Promise<number> {
  printLine('The Electron binary is not installed, so Semblance opens in the browser. Ctrl+C ends it.');
  return runProgram(['serve', '--open', ...process.argv.slice(2)]);
}
