// Entry of an encoder process that encodes no text twice: every vector is kept on disk in full precision, so a library
// of a million sentences is built again without encoding, and indexes are compared on the vectors of real sentences.
import { availableParallelism } from 'node:os';
import { parentPort } from '../../app/base/process-port.ts';
import { openModelPackage, SentenceEncoder } from '../../app/embedding/index.ts';
import { type EncodedItems, encodeItems } from '../../app/engine/encode-items.ts';
import { EncoderService } from '../../app/engine/encoder-service.ts';
import { EncoderThreads } from '../../app/engine/encoder-threads.ts';
import type { EncoderApi } from '../../app/engine/processes/encoder.ts';
import { serveApi } from '../../app/engine/remote.ts';
import { EncodedTexts } from './encoded-texts.ts';
import { encodingsFolder } from './encodings-folder.ts';

const BATCH_TOKENS = 448;

interface Opened {
  readonly service: EncoderService;
  readonly sentences: SentenceEncoder;
  readonly windows: SentenceEncoder;
}

let current: Opened | null = null;

function opened(): Opened {
  if (!current) throw new Error('The encoder was asked before a model was opened.');
  return current;
}

async function open(packageDir: string): Promise<Opened> {
  const model = await openModelPackage(packageDir);
  const encoder = await SentenceEncoder.open(model, { threads: 1 });
  const threads = new EncoderThreads(packageDir, availableParallelism(), (reason) => {
    process.stderr.write(`${reason}\n`);
    process.exit(1);
  });
  const folder = await encodingsFolder(model);
  const kept = (name: string) => remembering(encoder, threads, new EncodedTexts(folder, name, model.width));
  const service = await EncoderService.open(packageDir, () => process.exit(1));
  return { service, sentences: kept('sentences'), windows: kept('windows') };
}

/** The encoder, with one method in front of it: texts that were encoded before are read, others encoded on all cores. */
function remembering(encoder: SentenceEncoder, threads: EncoderThreads, kept: EncodedTexts): SentenceEncoder {
  const encode: SentenceEncoder['encode'] = async (texts, { kind }) => {
    const missing = [...new Set(texts)].filter((text) => !kept.has(text));
    const parts = missing.length > 0 ? await threads.encodeExactly(missing, kind) : [];
    let added = 0;
    for (const { vectors } of parts) {
      const count = vectors.length / encoder.width;
      kept.add(missing.slice(added, added + count), vectors);
      added += count;
    }
    const vectors = new Float32Array(texts.length * encoder.width);
    for (const [row, text] of texts.entries())
      kept.read(text, vectors.subarray(row * encoder.width, (row + 1) * encoder.width));
    return {
      vectors,
      tokens: parts.reduce((sum, { tokens }) => sum + tokens, 0),
      truncated: parts.reduce((sum, { truncated }) => sum + truncated, 0),
    };
  };
  return new Proxy(encoder, {
    get: (target, name) => {
      if (name === 'encode') return encode;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function encodeAll(
  sentences: Parameters<EncoderApi['encode']>[0],
  passages: Parameters<EncoderApi['encode']>[1],
): Promise<[EncodedItems, EncodedItems]> {
  const { sentences: whole, windows } = opened();
  return Promise.all([
    encodeItems(
      sentences.map((text) => ({ text, context: null })),
      whole,
      BATCH_TOKENS,
    ),
    encodeItems(passages, windows, BATCH_TOKENS),
  ]);
}

/** Two calls may want the same text: one after the other, the second finds it. */
let turn: Promise<unknown> = Promise.resolve();

const port = parentPort();
port.onClose(() => process.exit());
serveApi<EncoderApi>(port, {
  async open(packageDir) {
    current = await open(packageDir);
    return current.service.provider;
  },
  provider: () => opened().service.provider,
  encodeQuery: (text) => opened().service.encodeQuery(text),
  encode(sentences, passages) {
    const encoded = turn.then(() => encodeAll(sentences, passages));
    turn = encoded.catch(() => {});
    return encoded.then(([first, second]) => ({
      sentences: first,
      windows: second,
      windowsPerPassage: second.rowsPerItem,
      tokens: first.tokens + second.tokens,
      truncated: first.truncated + second.truncated,
    }));
  },
  encodeExactly: (texts, kind) => opened().service.encodeExactly(texts, kind),
  compare: (request, derivedRoot) => opened().service.compare(request, derivedRoot),
  compareChoices: (derivedRoot) => opened().service.compareChoices(derivedRoot),
});
