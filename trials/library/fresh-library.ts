import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { databasePath } from '../../app/storage/connection.ts';
import { type Answer, answersOf } from './answers.ts';
import { contentsOf, type LibraryContents } from './contents.ts';
import { never, openLibrary } from './open-library.ts';

/** A library that was made just now of a folder, to compare a used one with. Disposing it deletes it. */
export class FreshLibrary implements Disposable {
  readonly contents: LibraryContents;
  readonly #root: string;
  readonly #folder: string;
  readonly #model: string;

  private constructor(root: string, folder: string, model: string) {
    this.#root = root;
    this.#folder = folder;
    this.#model = model;
    this.contents = contentsOf(this.#libraryDir);
  }

  static async of(folder: string, model: string): Promise<FreshLibrary> {
    await using resources = new AsyncDisposableStack();
    const root = mkdtempSync(join(tmpdir(), 'semblance-fresh-'));
    resources.defer(() => rmSync(root, { recursive: true, force: true }));
    const libraryDir = join(root, 'library');
    await using engine = await openLibrary({ libraryDir, model, access: 'write', resident: false });
    await engine.index([folder], never);
    const fresh = new FreshLibrary(root, folder, model);
    resources.move();
    return fresh;
  }

  /**
   * What it answers with the vectors of a used library in place of its own: a text that is encoded in other company has
   * another vector by rounding, which is enough to change places.
   */
  async answers(used: LibraryContents): Promise<Answer[]> {
    takeVectors(this.#libraryDir, used);
    const order = { libraryDir: this.#libraryDir, model: this.#model } as const;
    await using engine = await openLibrary({ ...order, access: 'write', resident: false });
    await engine.index([this.#folder], never);
    return await answersOf(engine);
  }

  [Symbol.dispose](): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  get #libraryDir(): string {
    return join(this.#root, 'library');
  }
}

function takeVectors(libraryDir: string, used: LibraryContents): void {
  const own = contentsOf(libraryDir);
  const db = new SqliteDatabase(databasePath(libraryDir));
  const take = db.prepare('UPDATE vector SET scale = ?, data = ? WHERE id = ?');
  db.transaction(() => {
    for (const [path, { vectors }] of used) {
      const ids = new Map(own.get(path)?.vectors.map(({ owner, id }) => [owner, id]));
      for (const { owner, scale, data } of vectors) take.run(scale, data, ids.get(owner) ?? null);
    }
  })();
  db.close();
}
