// The tiny encoders that tests read, and copies of them to damage. Made by training/export/tiny_encoder_fixture.py.

import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type FixtureName = 'tiny-deelm' | 'tiny-bert';

export interface ReferenceRow {
  readonly text: string;
  /** With special tokens, cut to what the model takes. */
  readonly ids: readonly number[];
  readonly vector: readonly number[];
}

export function fixtureDir(name: FixtureName): string {
  return fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
}

export async function referenceRows(name: FixtureName): Promise<ReferenceRow[]> {
  return JSON.parse(await readFile(join(fixtureDir(name), 'reference.json'), 'utf8')).rows;
}

/** A copy of a fixture in a temporary folder, removed when disposed. */
export class PackageCopy implements AsyncDisposable {
  readonly dir: string;
  readonly #root: string;

  private constructor(root: string, dir: string) {
    this.#root = root;
    this.dir = dir;
  }

  static async of(name: FixtureName): Promise<PackageCopy> {
    const root = await mkdtemp(join(tmpdir(), 'semblance-model-'));
    const dir = join(root, name);
    await cp(fixtureDir(name), dir, { recursive: true });
    return new PackageCopy(root, dir);
  }

  async editJson(file: string, changes: object): Promise<void> {
    const path = join(this.dir, file);
    await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), ...changes }));
  }

  async write(file: string, content: string): Promise<void> {
    await mkdir(dirname(join(this.dir, file)), { recursive: true });
    await writeFile(join(this.dir, file), content);
  }

  remove(file: string): Promise<void> {
    return rm(join(this.dir, file), { recursive: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#root, { recursive: true });
  }
}
