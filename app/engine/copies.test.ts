import { existsSync, linkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../base/domain-error.ts';
import { DuplicateRequest } from '../contracts/duplicates.ts';
import { DocumentsRequest } from '../contracts/library.ts';
import type { Engine } from './engine.ts';
import { never, TemporaryNotes } from './temporary-engine.ts';

const OAK = 'The old oak behind the mill fell in the storm last night and blocked the road to the village.';
const OAK_EDITED =
  'The old oak behind the mill fell in the storm last night and blocked the road to the village!';
const SOUP =
  'Simmer the lentil soup with two bay leaves for an hour, then season it and serve it with bread.';

let temporary: TemporaryNotes;
let binned: string[];
beforeEach(() => {
  temporary = new TemporaryNotes();
  binned = [];
});
afterEach(() => temporary[Symbol.dispose]());

async function opened(): Promise<Engine> {
  const engine = await temporary.open();
  await engine.index([temporary.notes], never);
  await Array.fromAsync(engine.updateDuplicates(never));
  return engine;
}

/** A bin that keeps what it gets in a folder. */
async function bin(path: string) {
  const to = join(temporary.library, `binned-${binned.push(path)}`);
  renameSync(path, to);
  return async () => renameSync(to, path);
}

const names = (engine: Engine) =>
  engine.copies.list().then(({ groups }) =>
    groups.map(({ reference, copies }) => ({
      keep: reference.document.slice(temporary.notes.length + 1),
      copies: copies
        .map(({ document, ...relation }) => [
          document.slice(temporary.notes.length + 1),
          relation.likeness,
          relation.differing,
        ])
        .sort(),
    })),
  );

/** The one group of copies that there is, as moves into the bin. */
async function onlyMoves(engine: Engine) {
  const [{ reference, copies }] = (await engine.copies.list()).groups as [
    Awaited<ReturnType<Engine['copies']['list']>>['groups'][number],
  ];
  return copies.map(({ documentId }) => ({ reference: reference.documentId, copy: documentId }));
}

describe('copies of whole documents', () => {
  it('are the same files, and those near-identical passage by passage; not what says more or stands elsewhere', async () => {
    const text = `# Storm\n\n${OAK}\n\n${SOUP}\n`;
    temporary.put('a.md', text);
    temporary.put('sub/b.md', text);
    temporary.put('c.md', `# Storm\n\n${OAK_EDITED}\n\n${SOUP}\n`);
    temporary.put('more.md', `${text}\nOne more thing.\n`);
    temporary.put('other-order.md', `# Storm\n\n${SOUP}\n\n${OAK}\n`);
    temporary.put('other-heading.md', `# Week\n\n${OAK}\n\n${SOUP}\n`);
    await using engine = await opened();
    expect(await names(engine)).toEqual([
      {
        keep: 'a.md',
        copies: [
          ['c.md', 'near', 1],
          ['sub/b.md', 'exact', 0],
        ],
      },
    ]);
  });

  it('are not documents that the user keeps apart', async () => {
    temporary.put('a.md', OAK);
    temporary.put('b.md', OAK_EDITED);
    await using engine = await opened();
    const { groups } = await engine.duplicates(DuplicateRequest.parse({}));
    const [first, second] = groups[0]!.members;
    await engine.ignoreDuplicates({ first: first!.passageId, second: second!.passageId });
    expect(await names(engine)).toEqual([]);
  });
});

describe('moving copies into the bin', () => {
  it('takes the copies, leaves the reference, tells of each, and the library follows', async () => {
    const [kept, copy, stuck] = ['a.md', 'b.md', 'c.md'].map((name) => temporary.put(name, OAK));
    await using engine = await opened();
    const moved = await engine.copies.moveToBin({ moves: await onlyMoves(engine) }, async (path) => {
      if (path === stuck) throw new DomainError('bin.failed', { message: 'No bin.', nextStep: 'None.' });
      return bin(path);
    });
    expect(moved.map(({ document, error }) => [document, error?.code ?? null])).toEqual([
      [copy, null],
      [stuck, 'bin.failed'],
    ]);
    expect([kept, copy, stuck].map((path) => existsSync(path!))).toEqual([true, false, true]);
    await expect.poll(async () => (await engine.status()).documents).toBe(2);
  });

  it('takes nothing once the copy or the reference is not what was read, or the reference is gone', async () => {
    const kept = temporary.put('a.md', OAK);
    const copy = temporary.put('b.md', OAK);
    await using engine = await opened();
    const moves = await onlyMoves(engine);
    const outcome = async () =>
      (await engine.copies.moveToBin({ moves }, bin)).map(({ error }) => error?.code);
    temporary.put('b.md', `${OAK} And there is more to say.`);
    expect(await outcome()).toEqual(['bin.changed']);
    temporary.put('b.md', OAK);
    temporary.put('a.md', `${OAK} And there is more to say.`);
    expect(await outcome()).toEqual(['bin.changed']);
    rmSync(kept);
    expect(await outcome()).toEqual(['document.gone']);
    if (process.platform !== 'win32') {
      temporary.put('a.md', OAK);
      rmSync(copy);
      symlinkSync(kept, copy);
      expect(await outcome()).toEqual(['bin.is-link']);
    }
    expect(binned).toEqual([]);
  });

  it('takes no second name of the file to keep, whatever its path', async () => {
    const kept = temporary.put('a.md', OAK);
    linkSync(kept, join(temporary.notes, 'b.md'));
    await using engine = await opened();
    const moved = await engine.copies.moveToBin({ moves: await onlyMoves(engine) }, bin);
    expect(moved.map(({ error }) => error?.code)).toEqual(['bin.same-file']);
    expect(binned).toEqual([]);
  });

  it('puts a copy back if the document to keep is gone with it', async () => {
    const [kept, copy] = [temporary.put('a.md', OAK), temporary.put('b.md', OAK)];
    await using engine = await opened();
    const [moved] = await engine.copies.moveToBin({ moves: await onlyMoves(engine) }, async (path) => {
      rmSync(kept);
      return bin(path);
    });
    expect(moved?.error).toMatchObject({
      code: 'bin.kept-is-gone',
      nextStep: `“b.md” was put back: ${copy}.`,
    });
    expect(existsSync(copy)).toBe(true);
  });

  it('takes nothing that is to be kept, and no document that is no copy', async () => {
    temporary.put('a.md', OAK);
    temporary.put('b.md', OAK);
    temporary.put('soup.md', SOUP);
    await using engine = await opened();
    const [{ reference, copy }] = (await onlyMoves(engine)) as [{ reference: number; copy: number }];
    const bothWays = [
      { reference, copy },
      { reference: copy, copy: reference },
    ];
    const refused = engine.copies.moveToBin({ moves: bothWays }, bin);
    await expect(refused).rejects.toMatchObject({ code: 'bin.is-reference' });
    const soup = engine
      .documents(DocumentsRequest.parse({}))
      .documents.find(({ path }) => path.endsWith('soup.md'))!.documentId!;
    const moves = [soup, 4711].map((id) => ({ reference, copy: id }));
    const outcome = await engine.copies.moveToBin({ moves }, bin);
    expect(outcome.map(({ error }) => error?.code)).toEqual(['bin.changed', 'bin.changed']);
    expect(binned).toEqual([]);
  });
});
