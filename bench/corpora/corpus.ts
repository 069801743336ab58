import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { benchFolder } from '../harness/bench-folder.ts';
import { markdownNote, sentencesOf } from './markdown-note.ts';
import { shuffledDocuments, sourceFiles } from './source-text.ts';

/** Sentences in a corpus, at least: the last note is kept whole. */
export const CORPUS_SIZES = { '10k': 10_000, '100k': 100_000, '300k': 300_000, '1m': 1_000_000 } as const;
export type CorpusSize = keyof typeof CORPUS_SIZES;

/** Sentences that are in no corpus, for queries. */
const HELD_OUT_SENTENCES = 2_000;
/** Sentences of fewer words say too little to ask for. */
const QUERY_WORDS = 5;

export interface Corpus {
  readonly size: CorpusSize;
  /** The folder of notes. */
  readonly notes: string;
  readonly documents: number;
  readonly sentences: number;
  readonly bytes: number;
}

/** A corpus, made now unless it was made before: the same notes every time, and a smaller corpus is the start of a larger. */
export async function corpus(size: CorpusSize): Promise<Corpus> {
  const folder = benchFolder('corpora', size);
  const manifest = join(folder, 'manifest.json');
  if (!existsSync(manifest)) {
    rmSync(folder, { recursive: true, force: true });
    const counts = await writeNotes(join(folder, 'notes'), CORPUS_SIZES[size]);
    writeWhole(manifest, JSON.stringify(counts));
  }
  return { size, notes: join(folder, 'notes'), ...JSON.parse(readFileSync(manifest, 'utf8')) };
}

/** Sentences of the last source file, which only a corpus that needs every file reaches. */
export async function heldOutSentences(): Promise<string[]> {
  const kept = benchFolder('corpora', 'held-out.json');
  if (!existsSync(kept)) {
    const sentences: string[] = [];
    for (const document of await shuffledDocuments(sourceFiles().at(-1)!)) {
      sentences.push(...sentencesOf(markdownNote(document)).filter(isQuery));
      if (sentences.length >= HELD_OUT_SENTENCES) break;
    }
    mkdirSync(dirname(kept), { recursive: true });
    writeWhole(kept, JSON.stringify(sentences.slice(0, HELD_OUT_SENTENCES)));
  }
  return JSON.parse(readFileSync(kept, 'utf8'));
}

async function writeNotes(folder: string, sentences: number): Promise<Omit<Corpus, 'size' | 'notes'>> {
  const counts = { documents: 0, sentences: 0, bytes: 0 };
  for (const file of sourceFiles()) {
    for (const document of await shuffledDocuments(file)) {
      const note = markdownNote(document);
      mkdirSync(dirname(join(folder, note.path)), { recursive: true });
      writeFileSync(join(folder, note.path), note.text);
      counts.documents++;
      counts.sentences += sentencesOf(note).length;
      counts.bytes += Buffer.byteLength(note.text);
      if (counts.sentences >= sentences) return counts;
    }
  }
  throw new Error(`The source texts hold ${counts.sentences} sentences, fewer than ${sentences}.`);
}

function isQuery(sentence: string): boolean {
  return sentence.split(/\s+/).length >= QUERY_WORDS;
}

function writeWhole(path: string, content: string): void {
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path);
}
