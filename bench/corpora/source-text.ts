import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Missing } from '../harness/bench-folder.ts';

/** A text of several paragraphs, as it stands in a source file. */
export type SourceDocument = readonly string[];

/**
 * Files of a folder of text: `*.txt` or `*.txt.xz`, a paragraph a line, documents apart by an empty line.
 * @param folder  `SEMBLANCE_BENCH_TEXT` if left out.
 * @throws Missing when no folder is named or it holds no text.
 */
export function sourceFiles(folder = process.env.SEMBLANCE_BENCH_TEXT): string[] {
  const files =
    folder !== undefined && existsSync(folder)
      ? readdirSync(folder).filter((name) => /\.txt(\.xz)?$/.test(name))
      : [];
  if (folder === undefined || files.length === 0)
    throw new Missing(
      'Name a folder of .txt or .txt.xz files (a paragraph a line, an empty line between documents) in SEMBLANCE_BENCH_TEXT.',
    );
  return files.sort().map((name) => join(folder, name));
}

/** Documents of one file, in an order that mixes its sources and is always the same. */
export async function shuffledDocuments(file: string): Promise<SourceDocument[]> {
  const documents = await Array.fromAsync(documentsOf(readText(file)));
  const keyed = documents.map((document) => ({ key: orderOf(document), document }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  return keyed.map(({ document }) => document);
}

async function* documentsOf(text: Readable): AsyncGenerator<SourceDocument> {
  let paragraphs: string[] = [];
  for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') paragraphs.push(line);
    else if (paragraphs.length > 0) {
      yield paragraphs;
      paragraphs = [];
    }
  }
  if (paragraphs.length > 0) yield paragraphs;
}

/** @throws Missing when a packed file is to be read and there is no `xz`. */
function readText(file: string): Readable {
  if (!file.endsWith('.xz')) return createReadStream(file, 'utf8');
  const unpacking = spawn('xz', ['-dc', file], { stdio: ['ignore', 'pipe', 'inherit'] });
  unpacking.on('error', (cause) => {
    unpacking.stdout.destroy(new Missing(`${file} is packed, and there is no xz to unpack it.`, { cause }));
  });
  return unpacking.stdout.setEncoding('utf8');
}

function orderOf(document: SourceDocument): string {
  return createHash('sha256').update(document.join('\n')).digest('hex');
}
