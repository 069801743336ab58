import { fileURLToPath } from 'node:url';
import { silentLogger } from '../../../app/base/logger.ts';
import { openModelPackage, SentenceEncoder, TextTokenizer } from '../../../app/embedding/index.ts';
import { EncoderClient } from '../../../app/engine/encoder-client.ts';
import { findModel } from '../../../app/engine/model-store.ts';
import { connectApi } from '../../../app/engine/remote.ts';
import { childProcessSpawner, forkChild } from '../../../app/host/child-process-port.ts';
import { corpus, heldOutSentences } from '../../corpora/corpus.ts';
import { notesIn, passagesOf } from '../../corpora/markdown-note.ts';
import { alternate, type Contender } from '../../harness/alternate.ts';
import { Missing } from '../../harness/bench-folder.ts';
import type { Report, Row } from '../../harness/report.ts';
import { median, rounded } from '../../harness/statistics.ts';
import { linearShapes, Multiplications, operationsPerToken } from './multiplications.ts';
import { SentenceTransformers } from './sentence-transformers.ts';
import type { TransformersJsApi } from './transformers-js-process.ts';

const TRANSFORMERS_JS = fileURLToPath(new URL('./transformers-js-process.ts', import.meta.url));
const SENTENCES = 600;
const PASSAGES = 100;
const ROUNDS = 5;
/** As the indexing threads fill their batches. */
const BATCH_TOKENS = 448;
/** The batch of sentence-transformers and of most examples of transformers.js. */
const PEER_BATCH = 32;
const CEILING_ROUNDS = 9;

const tokensPerSecond = 'tokens/s';

/**
 * Throughput of encoding sentences and paragraphs, ours and others with the same model; and the share of what
 * onnxruntime can multiply on this machine.
 */
export async function benchEncode(): Promise<Report> {
  const { dir } = await findModel('default');
  const missing: string[] = [];
  const texts = {
    sentences: (await heldOutSentences()).slice(0, SENTENCES),
    paragraphs: [...notesIn((await corpus('10k')).notes)].flatMap(passagesOf).slice(0, PASSAGES),
  };
  await using resources = new AsyncDisposableStack();
  const encoders = await openEncoders(dir, resources, missing);
  const throughput: Row[] = [];
  for (const [kind, some] of Object.entries(texts))
    throughput.push(...(await compare(kind, some, encoders, dir)));
  return { tables: { throughput, ceiling: await shareOfCeiling(dir, texts.sentences) }, missing };
}

/** Encodes texts once. @returns seconds. */
type Encode = (texts: readonly string[]) => Promise<number>;

async function openEncoders(
  dir: string,
  resources: AsyncDisposableStack,
  missing: string[],
): Promise<ReadonlyMap<string, Encode>> {
  const ours = resources.use(new EncoderClient(dir, childProcessSpawner(silentLogger), silentLogger));
  const encoders = new Map<string, Encode>([
    ['ours', (texts) => secondsOf(() => ours.encodeExactly(texts, 'passage'))],
  ]);
  const open = [openTransformersJs, openSentenceTransformers];
  for (const one of open) {
    try {
      for (const [name, encode] of await one(dir, resources)) encoders.set(name, encode);
    } catch (error) {
      missing.push((error as Error).message);
    }
  }
  return encoders;
}

async function openTransformersJs(dir: string, resources: AsyncDisposableStack): Promise<[string, Encode][]> {
  const child = resources.adopt(
    forkChild(TRANSFORMERS_JS, { name: 'transformers.js', execArgv: [], logger: silentLogger }),
    (process) => process.kill(),
  );
  const remote = connectApi<TransformersJsApi>(child);
  await remote.call('open', dir).catch((cause: unknown) => {
    throw new Missing(`transformers.js does not run (${String(cause)}): npm run bench -- peers`, { cause });
  });
  return [
    ['transformers.js', (texts) => remote.call('encode', texts, PEER_BATCH)],
    ['transformers.js, one text at a time', (texts) => remote.call('encode', texts, 1)],
    [
      'transformers.js, sorted by length',
      (texts) =>
        remote.call(
          'encode',
          texts.toSorted((a, b) => a.length - b.length),
          PEER_BATCH,
        ),
    ],
  ];
}

async function openSentenceTransformers(
  dir: string,
  resources: AsyncDisposableStack,
): Promise<[string, Encode][]> {
  const python = resources.use(await SentenceTransformers.open(dir));
  return [['sentence-transformers (PyTorch, float32)', (texts) => python.encode(texts)]];
}

async function compare(
  kind: string,
  texts: readonly string[],
  encoders: ReadonlyMap<string, Encode>,
  dir: string,
): Promise<Row[]> {
  const tokens = await tokensOf(texts, dir);
  const contenders = [...encoders].map(([name, encode]): Contender => ({ name, run: () => encode(texts) }));
  const measured = await alternate(contenders, { rounds: ROUNDS });
  const ours = measured.get('ours')!;
  return [...measured].map(([encoder, seconds]) => ({
    texts: kind,
    encoder,
    [tokensPerSecond]: Math.round(tokens / median(seconds)),
    best: Math.round(tokens / Math.min(...seconds)),
    'texts/s': Math.round(texts.length / median(seconds)),
    // Round by round, since what else the machine does changes from round to round.
    oursTimesAsFast: rounded(median(seconds.map((time, round) => time / ours[round]!))),
  }));
}

/** The encoder on one thread, beside its multiplications alone on one thread. */
async function shareOfCeiling(dir: string, texts: readonly string[]): Promise<Row[]> {
  const encoder = await SentenceEncoder.open(await openModelPackage(dir), { threads: 1 });
  const shapes = linearShapes(dir);
  const tokens = await tokensOf(texts, dir);
  const [int8, float32] = await Promise.all([
    Multiplications.open(shapes, 'int8', BATCH_TOKENS),
    Multiplications.open(shapes, 'float32', BATCH_TOKENS),
  ]);
  const perBatch = async (multiplications: Multiplications) => (await multiplications.run()) / BATCH_TOKENS;
  const measured = await alternate(
    [
      {
        name: 'encoding, texts to vectors',
        run: async () =>
          (await secondsOf(() => encoder.encode(texts, { kind: 'passage', maxBatchTokens: BATCH_TOKENS }))) /
          tokens,
      },
      {
        name: 'encoding, tokens to vectors',
        run: async () => {
          const job = await encoder.prepare(texts, { kind: 'passage' });
          return (
            (await secondsOf(async () => {
              while (!job.done) await encoder.runBatch(job, BATCH_TOKENS);
            })) / tokens
          );
        },
      },
      { name: 'int8 multiplications alone', run: () => perBatch(int8) },
      { name: 'float32 multiplications alone', run: () => perBatch(float32) },
    ],
    { rounds: CEILING_ROUNDS },
  );
  await encoder[Symbol.asyncDispose]();
  const ceiling = measured.get('int8 multiplications alone')!;
  const operations = operationsPerToken(shapes);
  return [...measured].map(([name, secondsPerToken]) => ({
    'one thread': name,
    [tokensPerSecond]: Math.round(1 / median(secondsPerToken)),
    'GOP/s': rounded(operations / median(secondsPerToken) / 1e9),
    best: rounded(operations / Math.min(...secondsPerToken) / 1e9),
    shareOfInt8Ceiling: rounded(median(secondsPerToken.map((seconds, round) => ceiling[round]! / seconds))),
  }));
}

async function tokensOf(texts: readonly string[], dir: string): Promise<number> {
  const tokenizer = await TextTokenizer.open(await openModelPackage(dir));
  return texts.reduce((sum, text) => sum + tokenizer.encode(text, '').ids.length, 0);
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
