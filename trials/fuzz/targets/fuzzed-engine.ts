import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../../../app/base/logger.ts';
import { silentLogger } from '../../../app/base/logger.ts';
import type { Engine } from '../../../app/engine/engine.ts';
import { openEngine } from '../../../app/engine/open-engine.ts';
import { createRouter } from '../../../app/engine/router.ts';
import { ServedEngine } from '../../../app/engine/served-engine.ts';
import { childProcessSpawner } from '../../../app/host/child-process-port.ts';
import { listFolder } from '../../../app/host/folder-listing.ts';

const MODEL = fileURLToPath(new URL('../../../app/embedding/fixtures/tiny-deelm', import.meta.url));
const NOTES: Readonly<Record<string, string>> = {
  'ferry.md':
    '# Boats\n\nThe ferry was late again. Nobody said why.\n\nThe harbour was closed because of the storm.\n',
  'bread.md': 'The dough rests overnight in the cupboard. Then it is baked for forty minutes.\n',
  'copy.md': 'The dough rests overnight in the cupboard. Then it is baked for forty minutes!\n',
};

export interface FuzzedEngine extends AsyncDisposable {
  readonly engine: Engine;
  readonly router: ReturnType<typeof createRouter>;
  readonly notes: string;
  /** Bugs that were logged since it was asked last. */
  takeBugs(): string[];
}

/** A real engine with a few notes, whose host opens no programs. */
export async function fuzzedEngine(folder: string): Promise<FuzzedEngine> {
  const notes = join(folder, 'notes');
  mkdirSync(notes);
  for (const [name, text] of Object.entries(NOTES)) writeFileSync(join(notes, name), text);
  let bugs: string[] = [];
  const logger: Logger = {
    ...silentLogger,
    error: (event, fields) => bugs.push(`${event}: ${fields?.error}`),
  };
  const served = await ServedEngine.open(() =>
    openEngine({
      ...{ libraryDir: join(folder, 'library'), model: MODEL, access: 'write', resident: false, logger },
      spawn: childProcessSpawner(silentLogger),
    }),
  );
  const engine = served.current;
  await engine.index([notes], new AbortController().signal);
  return {
    ...{ engine, notes },
    router: createRouter(served, { listFolder, openFile: async () => {}, moveToBin: async () => null }),
    takeBugs() {
      const taken = bugs;
      bugs = [];
      return taken;
    },
    [Symbol.asyncDispose]: () => served[Symbol.asyncDispose](),
  };
}
