// Entry of a process that holds one vector store, so that its memory is its own and a crash takes nothing else along.
import { parentPort } from '../../../app/base/process-port.ts';
import { serveApi } from '../../../app/engine/remote.ts';
import { folderMegabytes } from '../../harness/folder-size.ts';
import { treeMegabytes } from '../../harness/process-tree.ts';
import { sentenceVectors, type VectorTable } from '../../library/sentence-vectors.ts';
import { VECTOR_STORES, type VectorStoreName } from './stores.ts';
import type { VectorStore } from './vector-store.ts';

export interface BuiltStore {
  readonly seconds: number;
  /** What building added to the process; null where it cannot be read. */
  readonly megabytes: number | null;
  readonly diskMegabytes: number;
}

export interface SearchedQueries {
  /** k ids for each query. */
  readonly ids: number[][];
  readonly milliseconds: number[];
}

export interface StoreApi {
  build(name: VectorStoreName, count: number, folder: string): Promise<BuiltStore>;
  search(queries: VectorTable, k: number): Promise<SearchedQueries>;
}

let store: VectorStore | null = null;

async function build(name: VectorStoreName, count: number, folder: string): Promise<BuiltStore> {
  const { width } = (await sentenceVectors(1).next()).value!;
  store = await VECTOR_STORES[name](width, count, folder);
  const before = memory();
  let seconds = 0;
  const timed = async (work: () => Promise<void> | void) => {
    const startedAt = performance.now();
    await work();
    seconds += (performance.now() - startedAt) / 1000;
  };
  for await (const block of sentenceVectors(count)) await timed(() => store!.add(block));
  await timed(() => store!.finish());
  const after = memory();
  const megabytes = before === null || after === null ? null : after - before;
  return { seconds, megabytes, diskMegabytes: folderMegabytes(folder) };
}

/** After a collection, so that garbage of the building does not count. */
function memory(): number | null {
  globalThis.gc?.();
  return treeMegabytes(process.pid);
}

async function search({ count, width, values }: VectorTable, k: number): Promise<SearchedQueries> {
  const found: SearchedQueries = { ids: [], milliseconds: [] };
  for (let row = 0; row < count; row++) {
    const query = values.slice(row * width, (row + 1) * width);
    const startedAt = performance.now();
    const ids = await store!.search(query, k);
    found.milliseconds.push(performance.now() - startedAt);
    found.ids.push(Array.from(ids));
  }
  return found;
}

const port = parentPort();
port.onClose(() => process.exit());
serveApi<StoreApi>(port, { build, search });
