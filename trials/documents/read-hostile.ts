import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ParserPool } from '../../app/engine/parser-pool.ts';
import type { HostileDocument } from './hostile-documents.ts';

export interface HostileReading {
  /** Code of the refusal; null for what was read. */
  readonly code: string | null;
  readonly bytes: number;
  readonly passages: number;
  readonly seconds: number;
}

/** Reads a document of about `size` characters with real parser processes, under the limits that hold for every one. */
export async function readHostile(
  pool: ParserPool,
  { type, content }: HostileDocument,
  size: number,
): Promise<HostileReading> {
  const folder = mkdtempSync(join(tmpdir(), 'semblance-hostile-'));
  const path = join(folder, `hostile.${type}`);
  const text = Buffer.from(content(size));
  writeFileSync(path, text);
  const startedAt = performance.now();
  const outcome = await pool.read(path).then(
    ({ passages }) => ({ code: null, passages: passages.length }),
    (error: { code?: string }) => ({ code: error.code ?? String(error), passages: 0 }),
  );
  rmSync(folder, { recursive: true });
  return { ...outcome, bytes: text.length, seconds: (performance.now() - startedAt) / 1000 };
}
