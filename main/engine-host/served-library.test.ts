import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { silentLogger } from '../../app/base/logger.ts';
import type { EngineContract } from '../../app/contracts/engine-api.ts';
import { openEngine } from '../../app/engine/open-engine.ts';
import { childProcessSpawner } from '../../app/host/child-process-port.ts';
import { listFolder } from '../../app/host/folder-listing.ts';
import { ServedLibrary } from './served-library.ts';

const MODEL = fileURLToPath(new URL('../../app/embedding/fixtures/tiny-deelm', import.meta.url));

let root: string;
let libraryDir: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'semblance-served-'));
  libraryDir = join(root, 'library');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const serve = () => {
  const spawn = childProcessSpawner(silentLogger);
  const options = { libraryDir, model: MODEL, access: 'write', resident: true, spawn } as const;
  const host = { listFolder, openFile: async () => {}, moveToBin: async () => null };
  return new ServedLibrary(() => openEngine({ ...options, logger: silentLogger }), host, silentLogger);
};

/** A window of the library: the client at the other end of a port. */
async function windowOf(library: ServedLibrary): Promise<ContractRouterClient<EngineContract>> {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  await library.connect(port1);
  port1.start();
  port2.start();
  return createORPCClient(new RPCLink({ port: port2 }));
}

describe('a served library', () => {
  it('answers the calls of its windows', async () => {
    await using library = serve();
    const window = await windowOf(library);
    expect(await window.library.status()).toMatchObject({ libraryDir, documents: 0 });
  });

  it('tells every call why it could not be opened, and tries again for the next window', async () => {
    writeFileSync(libraryDir, 'a file where the folder should be');
    await using library = serve();
    const refused = await windowOf(library);
    const reason = { code: 'DOMAIN', data: { code: 'library.unwritable' } };
    await expect(refused.library.status()).rejects.toMatchObject(reason);
    await expect(refused.library.watch()).rejects.toMatchObject(reason);

    rmSync(libraryDir);
    const window = await windowOf(library);
    expect(await window.library.status()).toMatchObject({ documents: 0 });
  });

  it('closes where it was never opened', async () => {
    writeFileSync(libraryDir, '');
    await expect(serve()[Symbol.asyncDispose]()).resolves.toBeUndefined();
  });
});
