import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLogger } from '../base/logger.ts';
import type { SpawnProcess } from '../base/port.ts';
import { childProcessSpawner } from '../host/child-process-port.ts';
import type { Engine } from './engine.ts';
import { openEngine } from './open-engine.ts';

/** A real package, small enough for tests that are not about meaning. */
export const TINY_MODEL = fileURLToPath(new URL('../embedding/fixtures/tiny-deelm', import.meta.url));

interface OpenOptions {
  readonly resident?: boolean;
  readonly access?: 'read' | 'write';
  /** Null: the library's own. */
  readonly model?: string | null;
  readonly dimensions?: number | undefined;
  readonly spawn?: SpawnProcess;
}

/** A folder of notes and a library for it, both temporary, for tests. */
export class TemporaryNotes implements Disposable {
  readonly #root = mkdtempSync(join(tmpdir(), 'semblance-engine-'));
  readonly notes = join(this.#root, 'notes');
  readonly library = join(this.#root, 'library');

  constructor() {
    mkdirSync(this.notes);
  }

  /** Writes a note and returns its path. */
  put(name: string, content: string | Buffer): string {
    const path = join(this.notes, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  open(options: OpenOptions = {}): Promise<Engine> {
    return openEngine({
      libraryDir: this.library,
      model: options.model === null ? undefined : (options.model ?? TINY_MODEL),
      dimensions: options.dimensions,
      access: options.access ?? 'write',
      resident: options.resident ?? false,
      spawn: options.spawn ?? childProcessSpawner(silentLogger),
      logger: silentLogger,
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

export const never = new AbortController().signal;
