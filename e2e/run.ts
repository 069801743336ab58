// Entry of `npm run e2e`: the same specs against every host that can run here. `--host loopback|electron` chooses one;
// other arguments go to Playwright.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { findHost, HOSTS, type HostName } from './hosts.ts';

process.exitCode = runAll(process.argv.slice(2));

function runAll(args: readonly string[]): number {
  const { asked, others } = chosenHost(args);
  if (asked !== null) return run(asked, others, true);
  // A machine that tests all changes must be able to run a browser; Electron is a large download and may be missing.
  const required: Record<HostName, boolean> = { loopback: Boolean(process.env.CI), electron: false };
  return Math.max(...HOSTS.map((host) => run(host, others, required[host])));
}

/** @throws Error for a host that there is not. */
function chosenHost(args: readonly string[]): { asked: HostName | null; others: string[] } {
  const at = args.indexOf('--host');
  if (at === -1) return { asked: null, others: [...args] };
  const asked = HOSTS.find((host) => host === args[at + 1]);
  if (!asked) throw new Error(`--host takes ${HOSTS.join(' or ')}.`);
  return { asked, others: args.toSpliced(at, 2) };
}

function run(host: HostName, playwrightArguments: readonly string[], isRequired: boolean): number {
  const found = findHost(host);
  if (found.program === null) {
    console.log(`e2e: ${host} NOT RUN (${found.description})`);
    return isRequired ? 1 : 0;
  }
  console.log(`e2e: ${found.description}`);
  const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const config = fileURLToPath(new URL('playwright.config.ts', import.meta.url));
  const [command, ...args] = [
    ...found.launcher,
    process.execPath,
    ...[playwright, 'test', '--config', config, ...playwrightArguments],
  ];
  const { status } = spawnSync(command!, args, {
    stdio: 'inherit',
    env: {
      ...process.env,
      SEMBLANCE_E2E_HOST: host,
      SEMBLANCE_E2E_PROGRAM: found.program,
      // The engine of each test starts in half the time.
      NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/node-compile', import.meta.url)),
    },
  });
  return status ?? 1;
}
