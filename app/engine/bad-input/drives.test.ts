import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SearchRequest } from '../../contracts/search.ts';
import type { Engine } from '../engine.ts';
import { never, TemporaryNotes } from '../temporary-engine.ts';

let temporary: TemporaryNotes;
beforeEach(() => {
  temporary = new TemporaryNotes();
});
afterEach(() => temporary[Symbol.dispose]());

const find = async (engine: Engine, word: string) =>
  (await engine.search(SearchRequest.parse({ query: word, mode: 'words' }))).hits.map((hit) => hit.document);
const source = async (engine: Engine) => (await engine.status()).sources[0];
const untilReachable = (engine: Engine, reachable: boolean) =>
  vi.waitFor(async () => expect(await source(engine)).toMatchObject({ reachable }), 20_000);
const untilFound = (engine: Engine, word: string, path: string) =>
  vi.waitFor(async () => expect(await find(engine, word)).toEqual([path]), 20_000);
const unreachable = { skipped: [expect.objectContaining({ code: 'source.unreachable' })] };

describe('a folder in the place of a source', () => {
  it('that is empty is not the source: nothing is forgotten, and the source is followed again when it is back', async () => {
    const first = temporary.put('sub/first.md', 'The heron waits.');
    await using engine = await temporary.open({ resident: true });
    await engine.index([temporary.notes], never);
    const away = `${temporary.notes}-away`;
    renameSync(temporary.notes, away);
    mkdirSync(temporary.notes);
    await untilReachable(engine, false);
    expect(await engine.index([], never)).toMatchObject({ documents: 1 });
    for await (const _ of engine.rescan(never));
    expect(await find(engine, 'heron')).toEqual([first]);
    rmSync(temporary.notes, { recursive: true });
    renameSync(away, temporary.notes);
    await untilReachable(engine, true);
    await untilFound(engine, 'swallow', temporary.put('sub/second.md', 'The swallow leaves.'));
  });

  it('with other documents, some by the same name, is not the source either, and rebuilding forgets nothing', async () => {
    const first = temporary.put('README.md', 'The heron waits.');
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    renameSync(temporary.notes, `${temporary.notes}-away`);
    temporary.put('other.md', 'The swallow leaves.');
    temporary.put('README.md', 'The oak stands.');
    await engine.rebuild();
    expect(await engine.index([temporary.notes], never)).toMatchObject({ documents: 1, ...unreachable });
    expect(await find(engine, 'heron')).toEqual([first]);
  });

  it('with copies of its documents is the source', async () => {
    temporary.put('first.md', 'The heron waits.');
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    renameSync(temporary.notes, `${temporary.notes}-away`);
    utimesSync(temporary.put('first.md', 'The heron waits.'), 1, 1);
    const second = temporary.put('second.md', 'The swallow leaves.');
    expect(await engine.index([temporary.notes], never)).toMatchObject({ documents: 2, skipped: [] });
    expect(await find(engine, 'swallow')).toEqual([second]);
  });
});

const isRoot = process.getuid?.() === 0;
const run = (...[command = '', ...args]: string[]) => spawnSync(command, args, { encoding: 'utf8' });

/** A file with a file system in it, to be mounted and unmounted as a drive is. */
class Drive implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'semblance-drive-'));
  readonly #image = join(this.#folder, 'image');
  readonly #mounted: string[] = [];
  readonly isUsable: boolean;

  constructor() {
    writeFileSync(this.#image, Buffer.alloc(4 * 2 ** 20));
    this.isUsable = isRoot && run('mkfs.ext4', '-q', this.#image).status === 0 && this.#canMount();
  }

  mountOn(path: string): void {
    mkdirSync(path, { recursive: true });
    const { status, stderr } = run('mount', '-o', 'loop', this.#image, path);
    if (status !== 0) throw new Error(stderr);
    this.#mounted.push(path);
  }

  /** As when it is pulled out: whoever uses it is not waited for. */
  pull(): void {
    for (const path of this.#mounted.splice(0)) run('umount', '-l', path);
  }

  #canMount(): boolean {
    try {
      this.mountOn(join(this.#folder, 'trial'));
      this.pull();
      return true;
    } catch {
      return false;
    }
  }

  [Symbol.dispose](): void {
    this.pull();
    rmSync(this.#folder, { recursive: true });
  }
}

const canMount = (() => {
  using drive = new Drive();
  return drive.isUsable;
})();

// Where mounting is refused (it takes the superuser, loop devices, and mkfs.ext4), folders in the place of others, above, stand in.
describe.runIf(canMount)('a drive', () => {
  let drive: Drive;
  beforeEach(() => {
    drive = new Drive();
  });
  afterEach(() => drive[Symbol.dispose]());

  it('that is pulled out while it is watched is told, keeps its documents, and is followed again when it is back', async () => {
    drive.mountOn(temporary.notes);
    const first = temporary.put('sub/first.md', 'The heron waits.');
    await using engine = await temporary.open({ resident: true });
    await engine.index([temporary.notes], never);
    drive.pull();
    await untilReachable(engine, false);
    for await (const _ of engine.rescan(never));
    expect(await engine.status()).toMatchObject({ documents: 1 });
    expect(await find(engine, 'heron')).toEqual([first]);
    drive.mountOn(temporary.notes);
    await untilReachable(engine, true);
    await untilFound(engine, 'swallow', temporary.put('sub/second.md', 'The swallow leaves.'));
  });

  it('that is mounted only after its folder was added keeps its documents, too', async () => {
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    drive.mountOn(temporary.notes);
    temporary.put('first.md', 'The heron waits.');
    expect(await engine.index([temporary.notes], never)).toMatchObject({ documents: 1, skipped: [] });
    drive.pull();
    expect(await engine.index([temporary.notes], never)).toMatchObject({ documents: 1, ...unreachable });
  });

  it('that is mounted over a folder of documents hides them, and they are kept', async () => {
    const [hidden, seen] = [
      temporary.put('sub/hidden.md', 'The heron waits.'),
      temporary.put('seen.md', 'Oak.'),
    ];
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    drive.mountOn(join(temporary.notes, 'sub'));
    temporary.put('sub/other.md', 'The swallow leaves.');
    rmSync(seen);
    expect(await engine.index([temporary.notes], never)).toMatchObject({
      documents: 1,
      skipped: [{ path: join(temporary.notes, 'sub'), code: 'source.other-disk' }],
    });
    expect(await find(engine, 'heron')).toEqual([hidden]);
    drive.pull();
    expect(await engine.index([temporary.notes], never)).toMatchObject({ documents: 1, skipped: [] });
  });

  it('that is mounted inside a source can be a source of its own, and comes and goes by itself', async () => {
    const outer = temporary.put('outer.md', 'The heron waits.');
    const mount = join(temporary.notes, 'drive');
    drive.mountOn(mount);
    const inner = temporary.put('drive/inner.md', 'The swallow leaves.');
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    expect(await engine.index([mount], never)).toMatchObject({ documents: 2, skipped: [] });
    expect(await engine.index([temporary.notes], never)).toMatchObject({ documents: 2, skipped: [] });
    drive.pull();
    expect(await engine.index([temporary.notes, mount], never)).toMatchObject({
      documents: 2,
      ...unreachable,
    });
    expect(await find(engine, 'heron')).toEqual([outer]);
    expect(await find(engine, 'swallow')).toEqual([inner]);
  });
});
