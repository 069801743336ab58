import { parseArgs } from 'node:util';
import { silentLogger } from '../../app/base/logger.ts';
import type { ChildPort } from '../../app/base/port.ts';
import { ParserPool } from '../../app/engine/parser-pool.ts';
import { childProcessSpawner } from '../../app/host/child-process-port.ts';
import { HOSTILE_DOCUMENTS, type HostileDocument } from './hostile-documents.ts';
import { readHostile } from './read-hostile.ts';

const DEFAULT_CHARACTERS = 2_000_000;
const LOOK_EVERY_MS = 20;

/**
 * npm run trial -- documents [--characters N] [--only WORD]: reads documents that were made to do harm, each in a parser
 * process of its own, and shows what that took. A document may be refused, or ended at a limit; exit code 1 when one
 * crashed its parser.
 */
export async function runDocuments(args: readonly string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...args], options: { characters: text, only: text } });
  const size = Number(values.characters ?? DEFAULT_CHARACTERS);
  const documents = HOSTILE_DOCUMENTS.filter(({ what }) => what.includes(values.only ?? ''));
  console.log('seconds  peak MB       MB  passages  outcome                  what');
  let crashed = 0;
  for (const document of documents) if (await measure(document, size)) crashed++;
  console.log(`${documents.length} documents, ${crashed} of them crashed their parser`);
  if (crashed > 0) process.exitCode = 1;
}

/** @returns whether the parser crashed. */
async function measure(document: HostileDocument, size: number): Promise<boolean> {
  const spawn = childProcessSpawner(silentLogger);
  let child: ChildPort | null = null;
  using pool = new ParserPool((entry) => (child = spawn(entry)), silentLogger, 1);
  let peakBytes = 0;
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, child?.residentBytes() ?? 0);
  }, LOOK_EVERY_MS);
  const { seconds, bytes, passages, code } = await readHostile(pool, document, size);
  clearInterval(watch);
  console.log(
    [
      seconds.toFixed(1).padStart(7),
      megabytes(peakBytes).padStart(8),
      megabytes(bytes).padStart(8),
      String(passages).padStart(9),
      ` ${(code ?? 'read').padEnd(24)}`,
      `${document.type}: ${document.what}`,
    ].join(' '),
  );
  return code === 'parser.crashed';
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}
