import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLogger } from '../../../app/base/logger.ts';
import type { ChildPort } from '../../../app/base/port.ts';
import { connectApi, type Remote } from '../../../app/engine/remote.ts';
import { forkChild } from '../../../app/host/child-process-port.ts';
import { benchFolder } from '../../harness/bench-folder.ts';
import type { VectorTable } from '../../library/sentence-vectors.ts';
import type { BuiltStore, SearchedQueries, StoreApi } from './store-process.ts';
import type { VectorStoreName } from './stores.ts';

const ENTRY = fileURLToPath(new URL('./store-process.ts', import.meta.url));

/** A vector store in a process of its own. */
export class StoreClient implements Disposable {
  readonly name: VectorStoreName;
  readonly #folder: string;
  readonly #child: ChildPort;
  readonly #remote: Remote<StoreApi>;

  constructor(name: VectorStoreName) {
    this.name = name;
    this.#folder = mkdtempSync(join(benchFolder(), `store-${name}-`));
    const logger = { ...silentLogger, warn: console.warn };
    this.#child = forkChild(ENTRY, { name, execArgv: ['--expose-gc', '--no-warnings'], logger });
    this.#remote = connectApi<StoreApi>(this.#child);
  }

  build(count: number): Promise<BuiltStore> {
    return this.#remote.call('build', this.name, count, this.#folder);
  }

  search(queries: VectorTable, k: number): Promise<SearchedQueries> {
    return this.#remote.call('search', queries, k);
  }

  [Symbol.dispose](): void {
    this.#child.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
