import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface ElectronLaunch {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/**
 * How Electron runs the app from its sources.
 * @param args  as for the app itself: `--library DIR`, `--model ID|DIR`
 */
export function electronLaunch(args: readonly string[], environment: NodeJS.ProcessEnv): ElectronLaunch {
  // Terminals inside of Electron apps pass this on, and Electron would run as plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = environment;
  // The folder rather than its main module, because that is where Electron finds name and version of the app.
  return { args: [ROOT, ...args], env };
}
