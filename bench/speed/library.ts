import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { silentLogger } from '../../app/base/logger.ts';
import { mapAhead } from '../../app/base/map-ahead.ts';
import { SearchRequest } from '../../app/contracts/search.ts';
import { EncoderClient } from '../../app/engine/encoder-client.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { findModel } from '../../app/engine/model-store.ts';
import { openEngine } from '../../app/engine/open-engine.ts';
import { childProcessSpawner } from '../../app/host/child-process-port.ts';
import type { PassageText } from '../../app/indexing/services.ts';
import { LibraryStore } from '../../app/storage/library-store.ts';

const QUERIES = 300;
const GROUP_PASSAGES = 80;

/**
 * Indexes a folder and searches it: how much longer indexing takes than encoding its texts alone (the budget is 1.15),
 * and what a query costs end to end in the engine.
 */
export async function benchLibrary([folder]: readonly string[]): Promise<Record<string, number>> {
  if (folder === undefined) throw new Error('Which folder? npm run bench -- library <folder>');
  const libraryDir = mkdtempSync(join(tmpdir(), 'semblance-bench-'));
  try {
    await using engine = await openLibrary(libraryDir);
    const report = await engine.index([resolve(folder)], new AbortController().signal);
    const texts = textsOf(libraryDir);
    const encodeSeconds = await encodingAlone(texts);
    const queries = await searchTimes(engine, texts);
    return {
      documents: report.documents,
      passages: report.passages,
      sentences: report.sentences,
      tokensPerSecond: report.tokensPerSecond,
      indexSeconds: round(report.seconds),
      encodeSeconds: round(encodeSeconds),
      indexToEncode: round(report.seconds / encodeSeconds),
      queryP50Ms: round(quantile(queries, 0.5)),
      queryP95Ms: round(quantile(queries, 0.95)),
      engineMegabytes: Math.round(process.memoryUsage().rss / 2 ** 20),
    };
  } finally {
    rmSync(libraryDir, { recursive: true, force: true });
  }
}

function openLibrary(libraryDir: string): Promise<Engine> {
  const spawn = childProcessSpawner(silentLogger);
  return openEngine({
    libraryDir,
    model: 'default',
    access: 'write',
    resident: false,
    spawn,
    logger: silentLogger,
  });
}

interface Texts {
  readonly sentences: readonly string[];
  readonly passages: readonly PassageText[];
}

/** Everything that was encoded, as it was encoded, passage by passage with its sentences. */
function textsOf(libraryDir: string): Texts[] {
  using store = LibraryStore.openReadOnly(libraryDir);
  const documents = store.documents.sources().flatMap(({ id }) => store.documents.knownDocuments(id));
  return documents.flatMap((document) => {
    const passages = store.passages.ofDocument(document.id);
    const sentences = Map.groupBy(
      store.passages.sentences(
        passages.map(({ id }) => id),
        document.modelId,
      ),
      (sentence) => sentence.passageId,
    );
    return passages.map(({ id, text, heading, kind }) => ({
      passages: [{ text, context: heading.join(' > ') }],
      sentences:
        kind === 'code'
          ? []
          : (sentences.get(id) ?? []).map(({ textSpan }) => text.slice(textSpan.start, textSpan.end)),
    }));
  });
}

async function encodingAlone(texts: readonly Texts[]): Promise<number> {
  const { dir } = await findModel('default');
  using encoder = new EncoderClient(dir, childProcessSpawner(silentLogger), silentLogger);
  await encoder.encode(['warm'], []);
  const groups = Array.from({ length: Math.ceil(texts.length / GROUP_PASSAGES) }, (_, group) =>
    texts.slice(group * GROUP_PASSAGES, (group + 1) * GROUP_PASSAGES),
  );
  const startedAt = performance.now();
  const encoded = mapAhead(groups, 2, (group) =>
    encoder.encode(
      group.flatMap(({ sentences }) => sentences),
      group.flatMap(({ passages }) => passages),
    ),
  );
  for await (const _ of encoded);
  return (performance.now() - startedAt) / 1000;
}

async function searchTimes(engine: Engine, texts: readonly Texts[]): Promise<number[]> {
  const sentences = texts
    .flatMap((text) => text.sentences)
    .filter((sentence) => sentence.split(' ').length > 4);
  const step = Math.max(1, Math.floor(sentences.length / QUERIES));
  const times: number[] = [];
  for (let i = 0; i < sentences.length; i += step) {
    const query = (sentences[i] as string).replace(/["-]/g, ' ').split(/\s+/).slice(0, 6).join(' ');
    times.push((await engine.search(SearchRequest.parse({ query }))).tookMs);
  }
  return times.slice(20).sort((a, b) => a - b);
}

function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.floor(ascending.length * share)] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
