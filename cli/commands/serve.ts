import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { createRouter } from '../../app/engine/router.ts';
import { ServedEngine } from '../../app/engine/served-engine.ts';
import { listFolder } from '../../app/host/folder-listing.ts';
import { provePortFree } from '../../app/host/listen.ts';
import { startLoopbackServer } from '../../app/host/loopback-server.ts';
import { moveToBin } from '../../app/host/move-to-bin.ts';
import { openFile } from '../../app/host/open-file.ts';
import { deviceOption } from '../device-option.ts';
import { type CommonOptions, engineFor, stderrLogger } from '../engine-access.ts';
import { openInBrowser } from '../open-in-browser.ts';
import { printLine } from '../output/print.ts';
import { stopSignal } from '../stop-signal.ts';

interface ServeOptions extends CommonOptions {
  readonly port: number;
  readonly open?: boolean;
}

const RENDERER = fileURLToPath(new URL('../../out/renderer', import.meta.url));

/** `semblance serve [--port N] [--open]`: the window and the engine on 127.0.0.1, until it is stopped. */
export function serveCommand(): Command {
  return new Command('serve')
    .description(
      'serve the window on 127.0.0.1; the first line printed is its address (an SSH tunnel needs the same local port)',
    )
    .addOption(
      new Option('--port <number>', '0 takes any free port').default(0).argParser((text) => {
        const port = Number(text);
        if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
        throw new InvalidArgumentError('Give a whole number from 0 to 65535.');
      }),
    )
    .addOption(deviceOption())
    .addOption(new Option('--open', 'open the address in the default browser'))
    .action(async (options: ServeOptions) => {
      await using served = await serveLibrary(options, options.port);
      printLine(served.url);
      await using _page = options.open ? await openInBrowser(served.url) : null;
      await stopSignal();
    });
}

/** Opens the library and serves it. Dispose the result to close both. */
async function serveLibrary(
  options: CommonOptions,
  port: number,
): Promise<{ url: string } & AsyncDisposable> {
  await using resources = new AsyncDisposableStack();
  await provePortFree(port);
  const engine = resources.use(await ServedEngine.open(() => engineFor(options, 'write', true)));
  const router = createRouter(engine, { listFolder, openFile, moveToBin });
  const server = resources.use(
    await startLoopbackServer({ router, rendererDir: RENDERER, port, logger: stderrLogger }),
  );
  const moved = resources.move();
  return { url: server.url, [Symbol.asyncDispose]: () => moved.disposeAsync() };
}
