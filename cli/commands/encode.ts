import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Command } from 'commander';
import { z } from 'zod';
import { DomainError } from '../../app/base/domain-error.ts';
import { deviceOption } from '../device-option.ts';
import { type CommonOptions, encoderFor } from '../engine-access.ts';
import { printJson } from '../output/print.ts';
import { printNotice } from '../output/trouble.ts';

interface EncodeOptions extends CommonOptions {
  readonly input?: string;
}

const Line = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });
type Line = z.infer<typeof Line>;
const CHUNK_LINES = 512;

/** `semblance encode [--input FILE.jsonl]`: a unit vector for each line, in input order. */
export function encodeCommand(): Command {
  return new Command('encode')
    .description('encode texts to vectors, JSON lines in and out')
    .option('--input <file>', 'lines {"id","text"} (default: stdin)')
    .addOption(deviceOption())
    .action(async (options: EncodeOptions) => {
      using encoder = await encoderFor(options);
      const count = { texts: 0, cut: 0, blank: 0 };
      for await (const lines of chunks(readLines(options.input))) {
        const texts = lines.map((line) => line.text);
        const { vectors, truncated } = await encoder.encodeExactly(texts, 'passage');
        const width = vectors.length / lines.length;
        for (const [row, { id }] of lines.entries()) {
          const vector = Array.from(vectors.subarray(row * width, (row + 1) * width));
          printJson({ id, vector });
          if (vector.every((component) => component === 0)) count.blank++;
        }
        count.texts += lines.length;
        count.cut += truncated;
      }
      printNotices(count);
    });
}

/** What the vectors do not show: nothing is left out of them silently. */
function printNotices({ texts, cut, blank }: { texts: number; cut: number; blank: number }): void {
  if (cut > 0) {
    printNotice({
      code: 'input.text-cut',
      message: `${cut} of ${texts} texts are longer than the model reads; their ends are not in their vectors.`,
      nextStep: 'Split them into shorter texts.',
    });
  }
  if (blank > 0) {
    printNotice({
      code: 'input.blank-text',
      message: `${blank} of ${texts} texts hold nothing that the model reads; their vectors are zero.`,
      nextStep: 'Leave such lines out.',
    });
  }
}

async function* readLines(file: string | undefined): AsyncGenerator<Line> {
  const input = file === undefined ? process.stdin : await openInput(file);
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() !== '') yield parseLine(line, number);
  }
}

async function openInput(path: string): Promise<Readable> {
  try {
    const file = await open(path);
    if ((await file.stat()).isFile()) return file.createReadStream({ encoding: 'utf8' });
    await file.close();
  } catch (cause) {
    throw unreadable(path, cause);
  }
  throw unreadable(path);
}

function unreadable(path: string, cause?: unknown): DomainError {
  return new DomainError('input.unreadable', {
    message: `The input ${path} cannot be read.`,
    nextStep: 'Check the path and its permissions.',
    cause,
  });
}

function parseLine(text: string, number: number): Line {
  try {
    return Line.parse(JSON.parse(text));
  } catch (cause) {
    throw new DomainError('input.bad-line', {
      message: `Line ${number} is not JSON with "id" and "text".`,
      nextStep: 'Give one object per line, like {"id":"1","text":"A sentence."}.',
      cause,
    });
  }
}

async function* chunks(lines: AsyncIterable<Line>): AsyncGenerator<Line[]> {
  let chunk: Line[] = [];
  for await (const line of lines) {
    chunk.push(line);
    if (chunk.length < CHUNK_LINES) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
