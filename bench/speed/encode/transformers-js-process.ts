// Entry of a process in which transformers.js encodes: it brings an onnxruntime of its own.
import { basename, dirname } from 'node:path';
import { parentPort } from '../../../app/base/process-port.ts';
import { serveApi } from '../../../app/engine/remote.ts';
import { loadPeer } from '../../peers/installed-peers.ts';

/** As far as it is used here. */
interface TransformersJs {
  env: { allowRemoteModels: boolean; localModelPath: string };
  pipeline(
    task: 'feature-extraction',
    model: string,
    options: { dtype: string; device: string },
  ): Promise<Extractor>;
}
type Extractor = (
  texts: readonly string[],
  options: { pooling: 'mean'; normalize: boolean },
) => Promise<{ data: Float32Array }>;

export interface TransformersJsApi {
  open(packageDir: string): Promise<void>;
  /** @returns seconds for all texts, in batches of this many in the order given. */
  encode(texts: readonly string[], batch: number): Promise<number>;
}

let extractor: Extractor | null = null;

const port = parentPort();
port.onClose(() => process.exit());
serveApi<TransformersJsApi>(port, {
  async open(packageDir) {
    const { env, pipeline } = await loadPeer<TransformersJs>('@huggingface/transformers');
    env.allowRemoteModels = false;
    env.localModelPath = dirname(packageDir);
    extractor = await pipeline('feature-extraction', basename(packageDir), { dtype: 'int8', device: 'cpu' });
  },
  async encode(texts, batch) {
    const startedAt = performance.now();
    for (let at = 0; at < texts.length; at += batch)
      await extractor!(texts.slice(at, at + batch), { pooling: 'mean', normalize: true });
    return (performance.now() - startedAt) / 1000;
  },
});
