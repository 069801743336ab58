// Entry of an indexing thread inside the encoder process: one session of one thread.
import { workerData } from 'node:worker_threads';
import { threadParentPort } from '../../base/thread-port.ts';
import {
  type Encoded,
  openModelPackage,
  SentenceEncoder,
  type TextKind,
  verifyChecksums,
} from '../../embedding/index.ts';
import { type EncodedItems, encodeItems, type TextItem } from '../encode-items.ts';
import { serveApi } from '../remote.ts';

export interface EncoderThreadApi {
  encode(items: readonly TextItem[]): Promise<EncodedItems>;
  encodeExactly(texts: readonly string[], kind: TextKind): Promise<Encoded>;
}

// Small batches stay in the processor's cache: twice as many tokens per second as with batches of 8,192 tokens
// (docs/decisions/0007-encoder-threads.md).
const BATCH_TOKENS = 448;

const encoder = openEncoder(workerData as string);
encoder.catch(() => {});

async function openEncoder(packageDir: string): Promise<SentenceEncoder> {
  const model = await openModelPackage(packageDir);
  // The process checked the package when it started; since then its files may have been changed.
  await verifyChecksums(model);
  return SentenceEncoder.open(model, { threads: 1 });
}

serveApi<EncoderThreadApi>(threadParentPort(), {
  encode: async (items) => encodeItems(items, await encoder, BATCH_TOKENS),
  encodeExactly: async (texts, kind) => (await encoder).encode(texts, { kind, maxBatchTokens: BATCH_TOKENS }),
});
