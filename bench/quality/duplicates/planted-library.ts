import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../../app/engine/engine.ts';
import { LibraryStore } from '../../../app/storage/library-store.ts';
import type { PassageRow } from '../../../app/storage/read/passages.ts';
import { pairsInGroups } from './found-pairs.ts';
import { type Half, lookalikeTexts, type PlantedKind, plantsOf } from './plants.ts';

/** Most plants of each kind that is made of passages: half of them tune, half of them are measured. */
const PER_KIND = 200;
const KINDS_OF_PASSAGES = 8;
const ORIGIN_WORDS = { least: 20, most: 150 };
/** A passage that has a duplicate already would be found together with that one. */
const ALONE_BELOW = 0.8;

/** Passages of the library by what was planted. */
export interface Planted {
  readonly pairs: readonly { kind: PlantedKind; half: Half; origin: number; copy: number }[];
  readonly lookalikes: readonly { half: Half; passage: number }[];
}

/** Every passage of a library with its text, in the order of documents and places. */
export function passagesOf(libraryDir: string): PassageRow[] {
  using store = LibraryStore.openReadOnly(libraryDir);
  return store.documents
    .sources()
    .flatMap(({ id }) => store.documents.knownDocuments(id))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap(({ id }) => store.passages.ofDocument(id));
}

/** Plants texts in a new folder, each in a document of its own, and indexes it. The library was compared before. */
export async function plant(engine: Engine, libraryDir: string, folder: string): Promise<Planted> {
  const paired = new Set(
    (await pairsInGroups(engine, ALONE_BELOW)).flatMap((pair) => [pair.first, pair.second]),
  );
  const alone = passagesOf(libraryDir).filter((passage) => isOrigin(passage) && !paired.has(passage.id));
  const plants = plantsOf(
    spread(alone, 2 * KINDS_OF_PASSAGES * PER_KIND),
    Math.min(PER_KIND, alone.length / 16),
  );
  const documents = new PlantedDocuments(folder);
  const planted = plants.map(({ origin, text, ...what }) => ({
    ...what,
    origin: typeof origin === 'string' ? documents.write(origin) : origin,
    copy: documents.write(text),
  }));
  const lookalikes = lookalikeTexts().map(({ half, text }) => ({ half, path: documents.write(text) }));
  await engine.index([folder], new AbortController().signal);
  const passageAt = firstPassages(libraryDir);
  return {
    pairs: planted.map(({ kind, half, origin, copy }) => ({
      ...{ kind, half, copy: passageAt(copy) },
      origin: typeof origin === 'string' ? passageAt(origin) : origin.id,
    })),
    lookalikes: lookalikes.map(({ half, path }) => ({ half, passage: passageAt(path) })),
  };
}

class PlantedDocuments {
  readonly #folder: string;
  #count = 0;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Returns the path of the new document. */
  write(text: string): string {
    const path = join(this.#folder, `${String(this.#count++).padStart(5, '0')}.txt`);
    writeFileSync(path, `${text}\n`);
    return path;
  }
}

function isOrigin({ kind, text }: PassageRow): boolean {
  const words = text.split(/\s+/).length;
  return kind === 'paragraph' && words >= ORIGIN_WORDS.least && words <= ORIGIN_WORDS.most;
}

/** The only passage of each document. */
function firstPassages(libraryDir: string): (path: string) => number {
  using store = LibraryStore.openReadOnly(libraryDir);
  const documents = store.documents.sources().flatMap(({ id }) => store.documents.knownDocuments(id));
  const byPath = new Map(documents.map(({ path, id }) => [path, id]));
  const passages = new Map(
    [...byPath].map(([path, id]) => [path, store.passages.ofDocument(id, 0, 1)[0]?.id] as const),
  );
  return (path) => passages.get(path)!;
}

function spread<T>(items: readonly T[], count: number): T[] {
  const size = Math.min(items.length, count);
  return Array.from({ length: size }, (_, i) => items[Math.floor((i * items.length) / size)]!);
}
