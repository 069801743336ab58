// The engine in its utility process: opened for the library, and the model if any, named in the arguments, served to every port it is given.
import type { MessageEvent } from 'electron';
import type { Logger } from '../../app/base/logger.ts';
import { keepNewFilesPrivate } from '../../app/base/private-files.ts';
import { openEngine } from '../../app/engine/open-engine.ts';
import { listFolder } from '../../app/host/folder-listing.ts';
import { moveToBin } from '../../app/host/move-to-bin.ts';
import type { FromEngine, ToEngine } from './messages.ts';
import { RequestedChildren } from './requested-children.ts';
import { RequestedFiles } from './requested-files.ts';
import { ServedLibrary } from './served-library.ts';

const [libraryDir, model] = process.argv.slice(2);
if (libraryDir === undefined) throw new Error('The engine process needs a library folder.');

keepNewFilesPrivate();

const write = (level: string) => (event: string, fields?: Record<string, unknown>) => {
  process.stderr.write(`${JSON.stringify({ level, event, ...fields })}\n`);
};
const logger: Logger = { info: () => {}, warn: write('warn'), error: write('error') };

const tellShell = (message: FromEngine) => process.parentPort.postMessage(message);
const children = new RequestedChildren(tellShell);
const files = new RequestedFiles(tellShell);
const library = new ServedLibrary(
  () =>
    openEngine({
      libraryDir,
      model,
      access: 'write',
      resident: true,
      spawn: children.spawn,
      logger,
    }),
  {
    listFolder,
    openFile: files.open,
    // On Linux a file can be put back, which the desktop's own call cannot.
    moveToBin: process.platform === 'linux' ? moveToBin : files.moveToBin,
  },
  logger,
);

process.parentPort.on('message', ({ data, ports: [port] }: MessageEvent) => {
  void receive(data as ToEngine, port);
});

async function receive(message: ToEngine, port: MessageEvent['ports'][number] | undefined): Promise<void> {
  switch (message.kind) {
    case 'window':
      await library.connect(port!);
      port!.start();
      break;
    case 'child':
      children.arrived(message.id, port!);
      break;
    case 'child-ended':
      children.ended(message.id, message.reason);
      break;
    case 'done':
      files.done(message.id, message.problem);
      break;
    case 'stop':
      await library[Symbol.asyncDispose]().finally(() => process.exit());
  }
}
