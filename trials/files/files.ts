import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trialOptions } from '../harness/options.ts';
import { Unfit } from '../harness/trial.ts';
import { indexNotes } from './index-notes.ts';
import { lookThrough } from './look-through.ts';
import { renameNotes } from './rename-notes.ts';

type Part = (folder: string, count: number) => AsyncGenerator<string, string[]>;

/** Each with how many files it takes of those that are asked for. */
const PARTS: Readonly<Record<string, { readonly run: Part; readonly share: number }>> = {
  looking: { run: lookThrough, share: 1 },
  indexing: { run: indexNotes, share: 0.1 },
  renaming: { run: renameNotes, share: 0.01 },
};
const DEFAULT_COUNT = 1_000_000;

/**
 * npm run trial -- files [--count N] [--only looking,indexing,renaming]: looks through folders of N files, indexes a
 * tenth as many notes, and renames a hundredth at once while they are watched; tells what that took. Exit code 1 when a
 * library ended otherwise than one that was made anew. TMPDIR says where the files lie.
 */
export async function runFiles(args: readonly string[]): Promise<void> {
  const { count, only } = trialOptions(args);
  const unknown = only?.find((name) => !(name in PARTS));
  if (unknown) throw new Unfit(`No part ${unknown}. One of: ${Object.keys(PARTS).join(', ')}.`);
  for (const name of only ?? Object.keys(PARTS)) {
    for await (const line of filesPart(name, count ?? DEFAULT_COUNT)) console.log(line);
  }
}

/** One part, in a folder of its own; sets exit code 1 when it found anything. @yields what it came to. */
export async function* filesPart(name: string, count: number): AsyncGenerator<string, string[]> {
  const part = PARTS[name];
  if (!part) throw new Unfit(`No part ${name}.`);
  const folder = mkdtempSync(join(tmpdir(), 'semblance-files-'));
  try {
    const findings = yield* part.run(folder, Math.ceil(count * part.share));
    for (const finding of findings) yield `  ${finding}`;
    if (findings.length > 0) process.exitCode = 1;
    return findings;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
