import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { VectorHolder, type VectorWorkerOptions } from '../../../app/engine/vector-holder.ts';
import { VECTOR_UNITS } from '../../../app/storage/ids.ts';
import {
  documentOf,
  type TemporaryLibrary,
  temporaryLibrary,
} from '../../../app/storage/temporary-library.ts';
import { VectorIndex } from '../../../app/vector-index/index.ts';
import type { Told } from '../outcome.ts';
import { GRAPH_FROM, saveVectorFiles } from '../vector-files.ts';
import type { Specimen } from './specimen.ts';

const WIDTH = 8;
const FINGERPRINT = 'fingerprint';
const QUERIES = [0, 3, 7].map((axis) => Float32Array.from({ length: WIDTH }, (_, i) => (i === axis ? 1 : 0)));

/** The file of all vectors, and graphs with their headers. */
export async function vectorSpecimens(root: string): Promise<Specimen[]> {
  const library = await temporaryLibrary();
  const [whole, older, other] = ['whole', 'older', 'other'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  await store(library, 'a', 150);
  await saveVectorFiles(vectorsOf(library, older));
  await store(library, 'b', 100);
  cpSync(older, whole, { recursive: true });
  await saveVectorFiles(vectorsOf(library, whole));
  // After the files were written, so that a start has something to read from the database too.
  await store(library, 'c', 20);
  using foreign = await temporaryLibrary();
  await store(foreign, 'z', 250);
  await saveVectorFiles(vectorsOf(foreign, other));
  const expected = await answersOf(library, join(root, 'empty'));
  return ['all.vectors', 'sentence.json', 'sentence.*.hnsw', 'passage.*.hnsw'].map((file, i, files) => ({
    ...{ file: `vectors/*/${file}`, whole, older, other },
    pathIn: (folder) => join(folder, nameOf(file, folder)),
    examine: (folder) => examine(library, folder, expected),
    async [Symbol.asyncDispose]() {
      if (i === files.length - 1) library[Symbol.dispose]();
    },
  }));
}

function nameOf(file: string, folder: string): string {
  const pattern = new RegExp(`^${file.replaceAll('.', '\\.').replace('*', '.*')}$`);
  return readdirSync(folder).find((name) => pattern.test(name)) as string;
}

async function store(library: TemporaryLibrary, name: string, paragraphs: number): Promise<void> {
  const texts = Array.from({ length: paragraphs }, (_, i) => `Paragraph ${i} of ${name}, on a heron.`);
  await library.writer.replaceDocument(documentOf(library.source, `/notes/${name}.md`, texts), library.model);
}

function vectorsOf(
  { dir: libraryDir, model: modelId }: TemporaryLibrary,
  cacheDir: string,
): VectorWorkerOptions {
  return { libraryDir, modelId, cacheDir, fingerprint: FINGERPRINT, width: WIDTH, resident: false };
}

function open(library: TemporaryLibrary, cacheDir: string): Promise<VectorHolder> {
  return VectorHolder.open(vectorsOf(library, cacheDir), (index) =>
    VectorIndex.open({ ...index, graphFrom: GRAPH_FROM }),
  );
}

async function answersOf(library: TemporaryLibrary, cacheDir: string): Promise<string> {
  await using holder = await open(library, cacheDir);
  return answers(holder);
}

/** Scores alone: which of two equals comes first says nothing. */
function answers(holder: VectorHolder): string {
  return JSON.stringify(
    VECTOR_UNITS.flatMap((unit) => QUERIES.map((query) => [...holder.search(unit, query, 10).scores])),
  );
}

/** Answers are those of an exact search from the first one on; after a repair all files are sound or gone. */
async function examine(library: TemporaryLibrary, cacheDir: string, expected: string): Promise<Told> {
  await using holder = await open(library, cacheDir);
  const changed = answers(holder) === expected ? [] : ['answers'];
  const toldBy = (await isSound(holder)) ? null : 'doctor';
  if (answers(holder) !== expected) changed.push('answers after doctor');
  if (toldBy === null) return { toldBy, changed, crash: null };
  await holder.rebuild();
  if (!(await isSound(holder))) changed.push('files after a repair');
  if (answers(holder) !== expected) changed.push('answers after a repair');
  return { toldBy, changed, crash: null };
}

async function isSound(holder: VectorHolder): Promise<boolean> {
  const units = await holder.examine();
  const saved = await holder.examineSnapshot();
  return (
    saved.state !== 'bad' && units.every(({ held, stored, files }) => held === stored && files !== 'bad')
  );
}
